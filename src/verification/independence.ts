/**
 * The first two whose circles share nobody; none if there are no such two. A circle holds who stands at an origin and
 * those for whom they then spoke: so origins are dependent that share an actor, of which one spoke for the other, or
 * which both spoke for a third.
 */
export function disjointPair<T>(ends: readonly T[], circleOf: (end: T) => ReadonlySet<string>): readonly T[] {
  const circles = new Map<string, { end: T; circle: ReadonlySet<string> }>();
  for (const end of ends) {
    const circle = circleOf(end);
    const key = [...circle].sort().join(' ');
    if (!circles.has(key)) circles.set(key, { end, circle });
  }
  const different = [...circles.values()];
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
