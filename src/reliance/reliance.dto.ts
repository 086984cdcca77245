import { ListQuery } from '../http/list-query.js';
import { ACTOR_KINDS, type ActorKind, CLAIM_KINDS, type ClaimKind } from '../domain/vocabulary.js';
import {
  RequiresFields,
  DayOrInstant,
  Describe,
  Digits,
  OneOf,
  Optional,
  Slug,
  Text,
} from '../validation/field-decorators.js';
import { RELIANCE_WAYS, type RelianceWay } from './reliance.views.js';

/** The largest number of entries by which pairs can be filtered. */
const MAX_COUNT = 1_000_000;

/** Which claims. */
class ClaimScopeQuery extends ListQuery {
  @Describe('Only in claims of this narrative: its id.')
  @Optional()
  @Slug()
  narrative?: string;
  @Describe('Only in claims with this topic, in any spelling.')
  @Optional()
  @Text(500)
  topic?: string;
  @Describe('Only in claims of this kind.')
  @Optional()
  @OneOf(CLAIM_KINDS)
  kind?: ClaimKind;
  @Describe('Only in claims about this actor: its id.')
  @Optional()
  @Slug()
  about?: string;
}

/** Which claims, and which of their entries. */
class EntryScopeQuery extends ClaimScopeQuery {
  @Describe('Only entries recorded at this time or later.')
  @Optional()
  @DayOrInstant()
  since?: string;
  @Describe('Only entries recorded before this time. A day means its beginning in UTC.')
  @Optional()
  @DayOrInstant()
  until?: string;
}

/** By what, and between whom. */
class BetweenQuery extends EntryScopeQuery {
  @Describe('Only this carrier: the id of the actor that relies on another.')
  @Optional()
  @Slug()
  carrier?: string;
  @Describe('Only this carried actor: the id of the actor on whose word others rely.')
  @Optional()
  @Slug()
  carried?: string;
  @Describe(
    'Only by entries that cite the carried actor, its entry or its document (`cites`), that interpret one (`interprets`), or that are its acts in a document of the carrier (`publishes`).',
  )
  @Optional()
  @OneOf(RELIANCE_WAYS)
  how?: RelianceWay;
}

export class RelianceQuery extends BetweenQuery {
  @Describe('Only carriers of this kind.')
  @Optional()
  @OneOf(ACTOR_KINDS)
  carrierKind?: ActorKind;
  @Describe('Only carried actors of this kind.')
  @Optional()
  @OneOf(ACTOR_KINDS)
  carriedKind?: ActorKind;
  @Describe('The order: the most entries first, or the most claims. Default: `entries`.')
  @Optional()
  @OneOf(['entries', 'claims'])
  sort?: 'entries' | 'claims';
}

@RequiresFields('carrier', 'carried')
export class RelianceEntryQuery extends BetweenQuery {
  declare carrier: string;
  declare carried: string;
}

export class RingQuery extends EntryScopeQuery {
  @Describe('Only by pairs of which one cites the other in at least this many entries. Default: 1.')
  @Optional()
  @Digits(1, MAX_COUNT)
  minEntries?: string;
}

export class ReachListQuery extends ClaimScopeQuery {
  @Describe(
    'The order: the most claims that rest on the actor alone first, or the most outlets that carried them. Default: `claims`.',
  )
  @Optional()
  @OneOf(['claims', 'outlets'])
  sort?: 'claims' | 'outlets';
}

/** For the claims that rest on one actor alone. */
export class RestingClaimQuery extends ListQuery {}
