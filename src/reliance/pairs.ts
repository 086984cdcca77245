import type { ActorKind } from '../domain/vocabulary.js';
import type { ActorIdentities } from './actor-identities.js';
import type { Act } from './acts.js';
import { type Found, found } from './found.js';
import { Latest } from './latest.js';
import type { Reliance } from './reliances.js';
import type { RelianceWay, RelianceEntry, RelianceView } from './reliance.views.js';

/** How many entries each pair names. */
const MAX_SHOWN = 10;

/** Which reliances: those that fit all that is given. Actors are ids of `ActorIdentities`. */
export interface RelianceFilter {
  readonly carrier?: string | undefined;
  readonly carried?: string | undefined;
  readonly carrierKind?: ActorKind | undefined;
  readonly carriedKind?: ActorKind | undefined;
  readonly how?: RelianceWay | undefined;
}

export const fits =
  ({ carrier, carried, carrierKind, carriedKind, how }: RelianceFilter, actors: ActorIdentities) =>
  (reliance: Reliance): boolean =>
    (carrier === undefined || carrier === reliance.carrier) &&
    (carried === undefined || carried === reliance.carried) &&
    (how === undefined || how === reliance.how) &&
    (carrierKind === undefined || carrierKind === actors.kindOf(reliance.carrier)) &&
    (carriedKind === undefined || carriedKind === actors.kindOf(reliance.carried));

/** Counts the claims and the entries of one pair. Reliances are added claim by claim, and entry by entry. */
class Pair {
  claims = 0;
  entries = 0;
  readonly how: Record<RelianceWay, number> = { cites: 0, interprets: 0, publishes: 0 };
  readonly shownBy = new Latest<string>(MAX_SHOWN);
  private lastClaim = '';
  private lastEntry = '';

  constructor(
    readonly carrier: string,
    readonly carried: string,
  ) {}

  add({ how, act: { ref, position, entry } }: Reliance): void {
    this.how[how] += 1;
    if (ref === this.lastEntry) return;
    this.lastEntry = ref;
    this.entries += 1;
    this.shownBy.add(position, ref);
    if (entry.claim === this.lastClaim) return;
    this.lastClaim = entry.claim;
    this.claims += 1;
  }
}

/**
 * Who relies on whom: the pairs with the most entries, or claims, first, then by their ids.
 *
 * @param reliances claim by claim, and of each claim entry by entry
 */
export function pairsOf(
  reliances: Iterable<Reliance>,
  actors: ActorIdentities,
  sort: 'entries' | 'claims',
): Found<RelianceView> {
  const pairs = new Map<string, Pair>();
  for (const reliance of reliances) {
    const { carrier, carried } = reliance;
    const key = `${carrier} ${carried}`;
    let pair = pairs.get(key);
    if (!pair) pairs.set(key, (pair = new Pair(carrier, carried)));
    pair.add(reliance);
  }
  const other = sort === 'entries' ? 'claims' : 'entries';
  const sorted = [...pairs].sort(
    ([a, one], [b, two]) => two[sort] - one[sort] || two[other] - one[other] || (a < b ? -1 : 1),
  );
  return found(sorted, ([, { carrier, carried, claims, entries, how, shownBy }]) => ({
    carrier: actors.named(carrier),
    carried: actors.named(carried),
    claims,
    entries,
    how,
    shownBy: shownBy.list(),
  }));
}

/** The entries of these reliances, newest first, each once. */
export function entriesOf(reliances: Iterable<Reliance>, textOf: (claim: string) => string): Found<RelianceEntry> {
  const entries: { readonly act: Act; readonly how: RelianceWay[] }[] = [];
  for (const { how, act } of reliances) {
    const last = entries.at(-1);
    if (last?.act !== act) entries.push({ act, how: [how] });
    else if (!last.how.includes(how)) last.how.push(how);
  }
  entries.sort((a, b) => b.act.position - a.act.position);
  return found(entries, ({ act: { ref, entry }, how }) => {
    const { by, occurredAt } = entry.data;
    const { type, recordedAt, claim } = entry;
    const time = { ...(occurredAt !== undefined && { occurredAt }), recordedAt };
    return { entry: ref, type, by, how, ...time, claim, text: textOf(claim) };
  });
}
