import type { ActorKind } from '../domain/vocabulary.js';
import { ClaimReader } from '../claims/projection/claim-reader.js';
import type { ClaimAttributes } from '../claims/claim.events.js';
import { VersionTable } from '../read-model/version-table.js';
import type { ReadModel } from '../read-model/read-model.js';
import { ActorIdentities } from './actor-identities.js';
import { ActReader } from './acts.js';
import { ClaimOriginReader } from './claim-origins.js';
import { ClaimScope, type Scope } from './claim-scope.js';
import { type Found, found } from './found.js';
import { entriesOf, fits, pairsOf, type RelianceFilter } from './pairs.js';
import { type ClaimId, ReachFinder } from './reach.js';
import { type Reliance, Reliances } from './reliances.js';
import { ringsOf } from './rings.js';
import type {
  ActorReach,
  ActorReachView,
  CitationRing,
  RestingClaim,
  RelianceWay,
  RelianceEntry,
  RelianceView,
} from './reliance.views.js';

/** A question, by the kind of its result. Actors are named by any of their ids. */
export type Question =
  | {
      readonly of: 'pairs';
      readonly scope: Scope;
      readonly carrier?: string | undefined;
      readonly carried?: string | undefined;
      readonly carrierKind?: ActorKind | undefined;
      readonly carriedKind?: ActorKind | undefined;
      readonly how?: RelianceWay | undefined;
      readonly sort: 'entries' | 'claims';
    }
  | {
      readonly of: 'entries';
      readonly scope: Scope;
      readonly carrier: string;
      readonly carried: string;
      readonly how?: RelianceWay | undefined;
    }
  | { readonly of: 'rings'; readonly scope: Scope; readonly minEntries: number }
  | { readonly of: 'reaches'; readonly scope: Scope; readonly sort: 'claims' | 'outlets' }
  | { readonly of: 'reach'; readonly scope: Scope; readonly actor: string }
  | { readonly of: 'reach-claims'; readonly scope: Scope; readonly actor: string };

/** The items of each kind of result. */
export interface Items {
  readonly pairs: RelianceView;
  readonly entries: RelianceEntry;
  readonly rings: CitationRing;
  readonly reaches: ActorReach;
  /** One item. */
  readonly reach: ActorReachView;
  readonly 'reach-claims': RestingClaim;
}

/** Answers a question from the rows of a read model, as of one moment of recorded time. */
export function analyse(readModel: ReadModel, question: Question, at: string): Found<Items[Question['of']]> {
  const { database } = readModel;
  const claims = new ClaimReader(database);
  const actors = new ActorIdentities(database, at);
  const acts = new ActReader(claims, at);
  const origins = new ClaimOriginReader(database, at);
  const scope = new ClaimScope(readModel, claims, actors, at);
  const versions = new VersionTable<ClaimAttributes>(database, 'claim_versions');
  const textOf = (claim: string) => versions.at(claim, at)?.attributes.text ?? '';
  const numbered = (ids: readonly string[]): ClaimId[] =>
    ids.flatMap((id) => {
      const number = claims.number(id);
      return number === undefined ? [] : [{ id, number }];
    });
  const reliances = new Reliances(actors, acts);
  const matching = (filter: RelianceFilter, { carrier, carried }: RelianceFilter = filter) => {
    const named = [carrier, carried].filter((id) => id !== undefined);
    return reliancesIn(scope.ids(question.scope, named), question.scope, reliances, fits(filter, actors));
  };
  switch (question.of) {
    case 'pairs':
      return pairsOf(matching(withIdentities(question, actors)), actors, question.sort);
    case 'entries':
      return entriesOf(matching(withIdentities(question, actors)), textOf);
    case 'rings':
      return ringsOf(matching({ how: 'cites' }), actors, question.minEntries, (claim, members) =>
        origins.isCircular(claims.number(claim) ?? 0, members, actors),
      );
    case 'reaches': {
      const { sort } = question;
      const all = numbered(scope.ids(question.scope, []));
      return new ReachFinder(actors, acts, origins).all(all, sort);
    }
    case 'reach':
    case 'reach-claims': {
      const actor = actors.idOf(question.actor);
      const named = numbered(scope.ids(question.scope, [actor]));
      const finder = new ReachFinder(actors, acts, origins);
      return question.of === 'reach'
        ? found([actor], () => finder.one(actor, named, textOf))
        : finder.claims(actor, named, textOf);
    }
  }
}

function withIdentities(
  { carrier, carried, carrierKind, carriedKind, how }: RelianceFilter,
  actors: ActorIdentities,
): RelianceFilter {
  const idOf = (id: string | undefined) => (id === undefined ? undefined : actors.idOf(id));
  return { carrier: idOf(carrier), carried: idOf(carried), carrierKind, carriedKind, how };
}

function* reliancesIn(
  claims: readonly string[],
  { since, until }: Scope,
  reliances: Reliances,
  isAsked: (reliance: Reliance) => boolean,
): Generator<Reliance> {
  for (const claim of claims) {
    for (const reliance of reliances.in(claim)) {
      const { recordedAt } = reliance.act.entry;
      if ((since === undefined || recordedAt >= since) && (until === undefined || recordedAt < until)) {
        if (isAsked(reliance)) yield reliance;
      }
    }
  }
}
