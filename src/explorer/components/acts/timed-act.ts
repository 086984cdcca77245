import type { ClaimEventTypes } from '../../../claims/claim.events.js';
import type { Moment } from '../../../claims/queries/moments.views.js';

/** Something that happened to a claim: an entry, a change of an actor or a document, or a date that passed. */
export interface TimedAct extends Pick<Moment, 'cause' | 'occurred' | 'voided'> {
  /** Of an entry of this claim: its type. */
  readonly type?: keyof ClaimEventTypes | undefined;
}

/** Acts of the record itself: they happen when they are recorded. */
const OF_RECORD: ReadonlySet<TimedAct['type']> = new Set<TimedAct['type']>([
  'ClaimRegistered',
  'ClaimAmended',
  'ClaimLinked',
  'ClaimUnlinked',
  'EntryVoided',
]);

/** Whether it happened in the world, at whatever time: entries that put the claim forward, deny it, and so on. */
export const hasHappened = ({ type }: TimedAct): boolean => type !== undefined && !OF_RECORD.has(type);
