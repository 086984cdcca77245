import type { ClaimEventTypes } from '../../claims/claim.events.js';
import type { ClaimView } from '../../claims/queries/views.js';
import type { Scope } from '../../access/access.events.js';
import { recordingScope } from '../../domain/recording-scope.js';

export type EntryType = keyof ClaimEventTypes;

/** The types that are recorded most often. */
export const FREQUENT = [
  'ClaimReported',
  'ClaimAsserted',
  'ClaimDenied',
  'StatementRetracted',
  'VerdictIssued',
] as const satisfies readonly EntryType[];

/** What can be recorded about a claim, by what it is about: all types but the registration. */
export const HAPPENINGS = {
  said: ['ClaimReported', 'ClaimAsserted', 'ClaimRepeated', 'ClaimInterpreted'],
  sided: ['ClaimDenied', 'ClaimConfirmed', 'ClaimQuestioned', 'ReactionRecorded'],
  tookBack: ['StatementRetracted', 'CorrectionIssued', 'ApologyIssued', 'StatementReworded'],
  checked: ['VerdictIssued', 'VerdictWithdrawn', 'EvidenceAttached', 'ConfirmationSought', 'ForecastResolved'],
  kept: ['ClaimAmended', 'ClaimLinked', 'ClaimUnlinked', 'EntryVoided'],
} as const satisfies Readonly<Record<string, readonly Exclude<EntryType, 'ClaimRegistered'>[]>>;

export type Happening = (typeof HAPPENINGS)[keyof typeof HAPPENINGS][number];

const ALL: readonly string[] = Object.values(HAPPENINGS).flat();

export const isHappening = (type: string): type is Happening => ALL.includes(type);

/** Whether the claim can have it: only a forecast has an outcome, and only a link can end. */
export const isPossible = (type: Happening, { kind, links }: Pick<ClaimView, 'kind' | 'links'>): boolean =>
  type === 'ForecastResolved' ? kind === 'forecast' : type !== 'ClaimUnlinked' || links.length > 0;

/**
 * What a key needs to record it.
 *
 * @param voided the type of the entry that it voids, if it is known
 */
export const scopeOf = (type: EntryType, voided?: EntryType): Scope => recordingScope(voided ?? type);
