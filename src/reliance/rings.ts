import { appendTo } from '../lib/collections.js';
import { stronglyConnectedComponents } from '../lib/strongly-connected-components.js';
import type { ActorIdentities } from './actor-identities.js';
import { type Found, found } from './found.js';
import { Latest } from './latest.js';
import type { Reliance } from './reliances.js';
import type { CitationRing, RingLink } from './reliance.views.js';

/** The most items of each list of a ring. */
const MAX_LISTED = 100;

/** An outlet, and the outlets that it cites. */
interface Outlet {
  readonly id: string;
  readonly cites: Map<string, Link>;
}

interface Link {
  readonly carrier: Outlet;
  readonly carried: Outlet;
  claims: number;
  /** The entries as `refs` and the claims as `claims` number them, one after the other. */
  readonly entries: { readonly position: number; readonly ref: string; readonly claim: string }[];
}

/**
 * Rings of outlets: the strongly connected components with several members of the graph of citations between outlets.
 * Unnamed sources count as the outlet that vouches for them. The rings with the most entries come first.
 *
 * @param citations claim by claim, and of each claim entry by entry; of other ways to rely, none
 * @param minEntries leaves out pairs with fewer entries
 * @param isCircular whether an origin of the claim is circular, with only members of the ring
 */
export function ringsOf(
  citations: Iterable<Reliance>,
  actors: ActorIdentities,
  minEntries: number,
  isCircular: (claim: string, members: ReadonlySet<string>) => boolean,
): Found<CitationRing> {
  const outlets = outletsIn(citations, actors, minEntries);
  const rings = stronglyConnectedComponents(outlets, ({ cites }) => [...cites.values()].map(({ carried }) => carried))
    .filter((members) => members.length > 1)
    .map((members) => ringOf(members, actors, isCircular))
    .sort((a, b) => b.totals.shownBy - a.totals.shownBy || (firstOf(a) < firstOf(b) ? -1 : 1));
  return found(rings, (ring) => ring);
}

const firstOf = ({ members }: CitationRing): string => members[0]?.id ?? '';

function outletsIn(citations: Iterable<Reliance>, actors: ActorIdentities, minEntries: number): Outlet[] {
  const outlets = new Map<string, Outlet>();
  const outletOf = (id: string): Outlet => {
    let outlet = outlets.get(id);
    if (!outlet) outlets.set(id, (outlet = { id, cites: new Map() }));
    return outlet;
  };
  for (const { carrier: citing, carried: cited, act } of citations) {
    const [carrier, carried] = [actors.namedIdOf(citing), actors.namedIdOf(cited)];
    if (carrier === carried || actors.kindOf(carrier) !== 'outlet' || actors.kindOf(carried) !== 'outlet') continue;
    const { cites } = outletOf(carrier);
    let link = cites.get(carried);
    if (!link) {
      cites.set(carried, (link = { carrier: outletOf(carrier), carried: outletOf(carried), claims: 0, entries: [] }));
    }
    const last = link.entries.at(-1);
    if (last?.ref === act.ref) continue;
    if (last?.claim !== act.entry.claim) link.claims += 1;
    link.entries.push({ position: act.position, ref: act.ref, claim: act.entry.claim });
  }
  for (const { cites } of outlets.values()) {
    for (const [id, { entries }] of cites) if (entries.length < minEntries) cites.delete(id);
  }
  return [...outlets.values()];
}

function ringOf(
  outlets: readonly Outlet[],
  actors: ActorIdentities,
  isCircular: (claim: string, members: ReadonlySet<string>) => boolean,
): CitationRing {
  const ids = new Set(outlets.map(({ id }) => id));
  const links = outlets.flatMap(({ cites }) => [...cites.values()].filter(({ carried }) => ids.has(carried.id)));
  const latest = new Latest<string>(MAX_LISTED);
  const entries = new Set<string>();
  const linksOf = new Map<string, Link[]>();
  for (const link of links) {
    for (const { position, ref, claim } of link.entries) {
      if (linksOf.get(claim)?.at(-1) !== link) appendTo(linksOf, claim, link);
      if (entries.has(ref)) continue;
      entries.add(ref);
      latest.add(position, ref);
    }
  }
  const circular = [...linksOf]
    .filter(([claim, own]) => hasCycle(own) && isCircular(claim, ids))
    .map(([claim]) => claim);
  return {
    members: [...ids]
      .sort()
      .slice(0, MAX_LISTED)
      .map((id) => actors.named(id)),
    links: links.map(linkView).sort(byEntries).slice(0, MAX_LISTED),
    circularClaims: circular.sort().slice(0, MAX_LISTED),
    shownBy: latest.list(),
    totals: {
      members: ids.size,
      links: links.length,
      circularClaims: circular.length,
      shownBy: entries.size,
      claims: linksOf.size,
    },
  };
}

/** Whether these links alone lead from an outlet back to it. */
function hasCycle(links: readonly Link[]): boolean {
  const from = new Map<Outlet, Outlet[]>();
  for (const { carrier, carried } of links) appendTo(from, carrier, carried);
  return stronglyConnectedComponents(from.keys(), (outlet) => from.get(outlet) ?? []).some(({ length }) => length > 1);
}

const linkView = ({ carrier, carried, claims, entries }: Link): RingLink => ({
  carrier: carrier.id,
  carried: carried.id,
  claims,
  entries: entries.length,
});

const byEntries = (a: RingLink, b: RingLink): number =>
  b.entries - a.entries || (`${a.carrier} ${a.carried}` < `${b.carrier} ${b.carried}` ? -1 : 1);
