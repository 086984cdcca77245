/** Whose places are taken when none is left for a request: all, those of its caller, or those for requests without a key. */
export type PlacesOf = 'all' | 'yours' | 'without-key';

/** How many places each may take; at least one. */
const share = (total: number, part: number): number => Math.min(total, Math.max(1, Math.ceil(total * part)));

/**
 * Places for responses that a client keeps open for as long as it likes. One caller takes half of them at most, and
 * all that have no valid key three quarters, so that nobody can keep the others out.
 */
export class Places {
  private readonly taken = new Set<{ readonly caller: string; readonly hasKey: boolean }>();
  private readonly ofCaller: number;
  private readonly withoutKey: number;

  /** @param full the error for a request for which there is none, and the maximum */
  constructor(
    private readonly total: number,
    private readonly full: (max: number, whose: PlacesOf) => Error,
  ) {
    this.ofCaller = share(total, 1 / 2);
    this.withoutKey = share(total, 3 / 4);
  }

  get count(): number {
    return this.taken.size;
  }

  /**
   * Takes a place. Throws the error `full`.
   *
   * @param caller see `Requester`
   * @returns gives it back
   */
  take(caller: string, hasKey = true): () => void {
    const own = { caller, hasKey };
    const taken = [...this.taken];
    const ofCaller = taken.filter((each) => each.caller === caller).length;
    const withoutKey = taken.filter((each) => !each.hasKey).length;
    // First what the caller itself can change.
    if (ofCaller > 0 && ofCaller >= this.ofCaller) throw this.full(this.ofCaller, 'yours');
    if (!hasKey && withoutKey > 0 && withoutKey >= this.withoutKey) throw this.full(this.withoutKey, 'without-key');
    if (taken.length >= this.total) throw this.full(this.total, 'all');
    this.taken.add(own);
    return () => void this.taken.delete(own);
  }
}
