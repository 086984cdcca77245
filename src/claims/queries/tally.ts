/** A row of a query that counts by some value. */
export interface Count<Of> {
  readonly of: Of;
  readonly count: number;
}

/** The counts by value, in the order of the rows. */
export const tally = <Of extends string>(counts: readonly Count<Of>[]): Record<Of, number> =>
  Object.fromEntries(counts.map(({ of, count }) => [of, count])) as Record<Of, number>;
