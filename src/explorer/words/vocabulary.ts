import type { Scope } from '../../access/access.events.js';
import type { ActorKind, Basis, CitationUse, ClaimKind, Rating, Relation, Status } from '../../domain/vocabulary.js';
import type { ClaimEventTypes } from '../../claims/claim.events.js';
import type { Rule } from '../../verification/standard/rule-names.js';
import type { OriginNature, WithoutEffectReason } from '../../verification/policy.js';
import type { WordKey } from './keys.js';

/*
 * The keys of the words for the API's closed lists. A value without a word doesn't compile.
 */
export const statusKey = (status: Status): WordKey => `state.status.${status}`;
export const statusMeansKey = (status: Status): WordKey => `state.means.${status}`;
/** As the rest of a sentence that begins with "because". */
export const ruleKey = (rule: Rule): WordKey => `state.rule.${rule}`;
/** Why an entry has no effect. */
export const reasonKey = (reason: WithoutEffectReason): WordKey => `state.reason.${reason}`;
/** That an entry has no effect, with its reason; or that it decides as it has lost it: it was taken back, or has expired. */
export const noEffectKey = (decides: boolean): WordKey => (decides ? 'entry.decidesByItsEnd' : 'entry.withoutEffect');
export const ratingKey = (rating: Rating): WordKey => `state.rating.${rating}`;
export const kindKey = (kind: ClaimKind): WordKey => `state.kind.${kind}`;
export const originKey = (nature: OriginNature): WordKey => `state.origin.${nature}`;
/** What kind of act it is, without who did it. */
export const entryTypeKey = (type: keyof ClaimEventTypes): WordKey => `entry.type.${type}`;
/** The same as a noun: "report". */
export const entryNounKey = (type: keyof ClaimEventTypes): WordKey => `entry.noun.${type}`;
export const basisKey = (basis: Basis): WordKey => `entry.basis.${basis}`;
/** On what an act is based: a source that the speaker names may not be on record. */
export const basisOfKey = ({
  basis,
  cites = [],
}: {
  readonly basis: Basis;
  readonly cites?: readonly unknown[] | undefined;
}): WordKey => (basis === 'named-source' && cites.length === 0 ? 'entry.basis.source-not-recorded' : basisKey(basis));
export const useKey = (use: CitationUse): WordKey => `entry.use.${use}`;
export const actorKindKey = (kind: ActorKind): WordKey => `entry.actor.${kind}`;
/** What a key allows, as a sentence. */
export const scopeKey = (scope: Scope): WordKey => `session.scope.${scope}`;
export const relationKey = (relation: Relation, direction: 'to' | 'from' | 'mutual'): WordKey =>
  `entry.relation.${relation}.${direction === 'from' ? 'from' : 'to'}`;
