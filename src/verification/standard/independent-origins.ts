interface Stood<T> {
  readonly end: T;
  readonly circle: ReadonlySet<string>;
}

/**
 * Whether origins are independent. A circle holds who stands at an origin and those for whom they then spoke: so origins
 * are dependent that share an actor, of which one spoke for the other, or which both spoke for a third.
 */
export class IndependentOrigins<T> {
  /** Of the ends with one circle, the first. */
  private readonly different = new Map<string, Stood<T>>();
  private pair: readonly T[] | undefined;

  /** @param compare the order in which the first two are looked for */
  constructor(private readonly compare: (a: T, b: T) => number) {}

  add(end: T, circle: ReadonlySet<string>): void {
    const key = [...circle].sort().join(' ');
    const known = this.different.get(key);
    if (known !== undefined && this.compare(known.end, end) < 0) return;
    this.different.set(key, { end, circle });
    this.pair = undefined;
  }

  /** The first two whose circles share nobody; none if there are no such two. */
  disjointPair(): readonly T[] {
    this.pair ??= disjointPair([...this.different.values()].sort((a, b) => this.compare(a.end, b.end)));
    return this.pair;
  }
}

function disjointPair<T>(different: readonly Stood<T>[]): readonly T[] {
  const [first, ...rest] = different;
  // Where one actor is in every circle no two are apart, and comparing each with each would only be slow.
  if (first === undefined || [...first.circle].some((actor) => rest.every(({ circle }) => circle.has(actor)))) {
    return [];
  }
  for (const [index, one] of different.entries()) {
    const other = different.slice(index + 1).find(({ circle }) => ![...circle].some((actor) => one.circle.has(actor)));
    if (other !== undefined) return [one.end, other.end];
  }
  return [];
}
