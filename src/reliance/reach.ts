import type { Status } from '../domain/vocabulary.js';
import type { ActorIdentities } from './actor-identities.js';
import type { Act, ActReader } from './acts.js';
import { type ClaimOriginReader, soleActorsOf } from './claim-origins.js';
import { type Found, found } from './found.js';
import type { ActorReach, ActorReachView, RestingClaim } from './reliance.views.js';
import { type TakingBack, takingsBackIn } from './taking-back.js';

/** How many entries at its origins each claim names. */
const MAX_ORIGINS = 10;
/** The most items of each list in the reach of an actor. */
const MAX_LISTED = 100;

export interface ClaimId {
  readonly id: string;
  readonly number: number;
}

/** The reach of one actor, while claims are added. */
class Reach {
  supported = 0;
  readonly status: Partial<Record<Status, number>> = {};
  /** The number of claims by outlet. */
  readonly outlets = new Map<string, number>();
  claims = 0;
  takingsBack = 0;
}

/** What one claim adds to the reach of actors. */
interface ClaimReach {
  /** The actors on each of which alone it rests. */
  readonly sole: readonly string[];
  /** The outlets that carried it. */
  readonly outlets: readonly string[];
  readonly resting: Omit<RestingClaim, 'id' | 'text' | 'outlets'> | undefined;
  readonly tookBack: readonly TakingBack[];
}

/** Finds which claims rest on one actor alone, and who carried them. */
export class ReachFinder {
  constructor(
    private readonly actors: ActorIdentities,
    private readonly acts: ActReader,
    private readonly origins: ClaimOriginReader,
  ) {}

  /** All actors on which a claim rests alone, those with the most claims, or outlets, first, then by their ids. */
  all(claims: Iterable<ClaimId>, sort: 'claims' | 'outlets'): Found<ActorReach> {
    const reaches = new Map<string, Reach>();
    const reachOf = (actor: string): Reach => {
      let reach = reaches.get(actor);
      if (!reach) reaches.set(actor, (reach = new Reach()));
      return reach;
    };
    for (const claim of claims) {
      const own = this.ofClaim(claim);
      for (const actor of own.sole) add(reachOf(actor), actor, own);
      for (const { actors } of own.tookBack) for (const actor of actors) reachOf(actor).takingsBack += 1;
    }
    const size = ({ claims: count, outlets }: Reach) => (sort === 'claims' ? count : outlets.size);
    const other = ({ claims: count, outlets }: Reach) => (sort === 'claims' ? outlets.size : count);
    const sorted = [...reaches]
      .filter(([, reach]) => reach.claims > 0)
      .sort(([a, one], [b, two]) => size(two) - size(one) || other(two) - other(one) || (a < b ? -1 : 1));
    return found(sorted, ([actor, reach]) => this.view(actor, reach));
  }

  /** The reach of one actor. */
  one(actor: string, claims: Iterable<ClaimId>, textOf: (claim: string) => string): ActorReachView {
    const reach = new Reach();
    const resting: Resting[] = [];
    const tookBack: TakingBack[] = [];
    for (const claim of claims) {
      const own = this.ofClaim(claim);
      tookBack.push(...own.tookBack.filter(({ actors }) => actors.includes(actor)));
      const added = restingOn(actor, claim, own);
      if (!added) continue;
      add(reach, actor, own);
      resting.push(added);
    }
    reach.takingsBack = tookBack.length;
    return {
      ...this.view(actor, reach),
      sameAs: this.actors.membersOf(actor).filter((id) => id !== actor),
      restingClaims: resting.sort(byOutlets).slice(0, MAX_LISTED).map(withText(textOf)),
      carriedBy: [...reach.outlets]
        .sort(([a, one], [b, two]) => two - one || (a < b ? -1 : 1))
        .slice(0, MAX_LISTED)
        .map(([id, count]) => ({ ...this.actors.named(id), claims: count })),
      tookBack: tookBack
        .sort((a, b) => b.position - a.position)
        .slice(0, MAX_LISTED)
        .map(({ view }) => view),
    };
  }

  /** The claims that rest on one actor alone, those first that the most other outlets carried. */
  claims(actor: string, claims: Iterable<ClaimId>, textOf: (claim: string) => string): Found<RestingClaim> {
    const resting = [...claims].flatMap((claim) => restingOn(actor, claim, this.ofClaim(claim)) ?? []);
    return found(resting.sort(byOutlets), withText(textOf));
  }

  private ofClaim({ id, number }: ClaimId): ClaimReach {
    const acts = this.acts.of(id);
    const tookBack = takingsBackIn(acts, this.actors);
    const state = this.origins.last(number, (ref) => this.acts.find(ref)?.ref === ref);
    if (!state) return { sole: [], outlets: [], resting: undefined, tookBack };
    const { status, rule, rating, supported } = state;
    return {
      sole: soleActorsOf(state, this.actors),
      outlets: this.outletsThatCarry(acts.acts),
      resting: {
        ...{ status, rule, supported },
        ...(rating !== null && { rating }),
        origins: state.origins.flatMap(({ entries }) => entries).slice(0, MAX_ORIGINS),
      },
      tookBack,
    };
  }

  /** Those whose act passes it on, and those in whose documents such acts can be read. */
  private outletsThatCarry(acts: readonly Act[]): string[] {
    const carriers = acts.filter(carries).flatMap(({ entry: { data } }) => {
      const publisher = data.document === undefined ? undefined : this.actors.publisherOf(data.document);
      return publisher === undefined ? data.by : [...data.by, publisher];
    });
    const ids = new Set(carriers.map((carrier) => this.actors.namedIdOf(carrier)));
    return [...ids].filter((id) => this.actors.kindOf(id) === 'outlet');
  }

  private view(actor: string, { claims, supported, outlets, status, takingsBack }: Reach): ActorReach {
    return { actor: this.actors.named(actor), claims, supported, outlets: outlets.size, status, takingsBack };
  }
}

type Resting = Omit<RestingClaim, 'text'>;

/** The claim, if it rests on this actor alone. */
const restingOn = (actor: string, { id }: ClaimId, { resting, sole, outlets }: ClaimReach): Resting | undefined =>
  resting && sole.includes(actor)
    ? { id, ...resting, outlets: outlets.filter((outlet) => outlet !== actor).length }
    : undefined;

const byOutlets = (a: Resting, b: Resting): number => b.outlets - a.outlets || (a.id < b.id ? -1 : 1);

const withText =
  (textOf: (claim: string) => string) =>
  ({ id, ...claim }: Resting): RestingClaim => ({ id, text: textOf(id), ...claim });

function add(reach: Reach, actor: string, { outlets, resting }: ClaimReach): void {
  if (!resting) return;
  reach.claims += 1;
  if (resting.supported) reach.supported += 1;
  reach.status[resting.status] = (reach.status[resting.status] ?? 0) + 1;
  for (const outlet of outlets) if (outlet !== actor) reach.outlets.set(outlet, (reach.outlets.get(outlet) ?? 0) + 1);
}

/** Whether the act passes the claim on: it puts the claim forward, or repeats it. */
function carries({ entry }: Act): boolean {
  switch (entry.type) {
    case 'ClaimAsserted':
    case 'ClaimReported':
    case 'ClaimRepeated':
    case 'ClaimInterpreted':
      return true;
    case 'ClaimConfirmed':
      return entry.data.of === undefined && entry.data.extent === 'whole';
    default:
      return false;
  }
}
