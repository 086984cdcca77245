import type { Settings } from '../../moment/settings.js';

/** A moment of the ledger; without `asOf` it is now. */
export type Side = Pick<Settings, 'asOf'>;

/** The parameters of an address that name a moment. */
type Name = 'a' | 'b';

export interface Sides {
  /** Undefined if the address doesn't say: the registration of the claim. */
  readonly earlier: Side | undefined;
  readonly later: Side;
  /** The parameter that each comes from. */
  readonly names: { readonly earlier: Name; readonly later: Name };
}

/** The moments `a` and `b` in the order of time. Without `b`, the later one is the page's moment. */
export function sidesOf(query: URLSearchParams, { asOf }: Settings): Sides {
  const [a, b] = (['a', 'b'] as const).map((name) => query.get(name)?.trim() || undefined);
  const given = b ?? asOf;
  const later: Side = given === undefined ? {} : { asOf: given };
  if (a === undefined) return { earlier: undefined, later, names: { earlier: 'a', later: 'b' } };
  if (given !== undefined && instantOf(a) > instantOf(given)) {
    return { earlier: later, later: { asOf: a }, names: { earlier: 'b', later: 'a' } };
  }
  return { earlier: { asOf: a }, later, names: { earlier: 'a', later: 'b' } };
}

/** A day means its end, in UTC. What can't be read is NaN, which is later than nothing. */
export const instantOf = (moment: string): number =>
  Date.parse(/^\d{4}-\d\d-\d\d$/.test(moment) ? `${moment}T23:59:59.999Z` : moment);
