/** A row of a query that counts. */
export interface Count<Of> {
  readonly of: Of;
  readonly count: number;
}

/** The counts by what they are of, in the order of the rows. */
export const tally = <Of extends string>(counts: readonly Count<Of>[]): Record<Of, number> =>
  Object.fromEntries(counts.map(({ of, count }) => [of, count])) as Record<Of, number>;
