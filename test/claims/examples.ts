import { claimDecider, type RecordEntries } from '../../src/claims/claim.decider.js';
import type { ClaimEvent, ClaimEventTypes } from '../../src/claims/claim.events.js';
import type { ActType } from '../../src/domain/entries.js';
import { given } from '../support/given-when-then.js';

type ExamplesOf<Types> = { readonly [T in keyof Types]: Types[T] };

/** A legal example of every entry, to follow `HISTORY`. */
export const EXAMPLES: ExamplesOf<ClaimEventTypes> = {
  ClaimRegistered: {
    id: 'registered',
    text: 'NATO offers Ukraine membership for territory.',
    language: 'en',
    kind: 'forecast',
    about: ['nato'],
    topics: ['ukraine'],
  },
  ClaimAmended: { id: 'amendment', text: 'NATO offers Ukraine membership in exchange for territory.', due: '2024' },
  ClaimLinked: { id: 'link', relation: 'restates', other: 'remark' },
  ClaimUnlinked: { id: 'unlink', relation: 'part-of', other: 'talks' },
  EntryVoided: { id: 'void', voids: 'first', reason: 'Said of another claim.', replacement: 'second' },
  ClaimAsserted: {
    id: 'assertion',
    by: ['tass', 'ria'],
    onBehalfOf: ['russia'],
    occurredAt: '2023-11',
    after: ['first'],
    document: 'report',
    quote: { text: 'for territory', position: { start: 10, end: 23 } },
    cites: [{ actor: 'el-pais', use: 'quotes', translated: true }],
    basis: 'document',
    wording: { text: 'НАТО', language: 'ru' },
  },
  ClaimReported: { id: 'report', by: ['tass'], basis: 'named-source', cites: [{ entry: 'first', use: 'paraphrases' }] },
  ClaimRepeated: { id: 'repetition', by: ['tass'], cites: [{ document: 'report', use: 'credits' }] },
  ClaimInterpreted: { id: 'interpretation', by: ['tass'], interprets: { entry: 'first' } },
  ClaimConfirmed: { id: 'confirmation', by: ['nato'], basis: 'witnessed', extent: 'whole' },
  ClaimDenied: { id: 'denial', by: ['nato'], basis: 'none-given', extent: 'part', of: 'first' },
  ClaimQuestioned: { id: 'question', by: ['nato'], extent: 'whole' },
  StatementRetracted: { id: 'retraction', by: ['jenssen'], of: 'first', takesBack: 'whole' },
  ApologyIssued: { id: 'apology', by: ['jenssen'], of: 'first', takesBack: 'nothing' },
  CorrectionIssued: { id: 'correction', by: ['jenssen'], of: 'first', takesBack: 'part' },
  StatementReworded: {
    id: 'rewording',
    by: ['jenssen'],
    of: 'first',
    takesBack: 'part',
    wording: { text: 'It may be one of several ways.', language: 'en' },
    replacementClaim: 'remark',
  },
  ReactionRecorded: { id: 'reaction', by: ['ukraine'], reaction: 'condemned', of: 'first' },
  ConfirmationSought: {
    id: 'search',
    by: ['checker'],
    outcome: 'found-nothing',
    where: 'The archive of El País',
    query: 'OTAN territorio',
    asked: ['nato'],
    goodUntil: '2024-06-30',
  },
  EvidenceAttached: {
    id: 'evidence',
    by: ['checker'],
    document: 'report',
    bearing: 'refutes',
    primary: true,
    authenticity: 'genuine',
    of: 'first',
  },
  VerdictIssued: {
    id: 'verdict',
    by: ['checker'],
    rating: 'false',
    label: 'Pants on fire',
    reviewUrl: 'https://checker.example/reviews/1',
    rationale: 'El País wrote nothing of the kind.',
  },
  VerdictWithdrawn: { id: 'withdrawal', by: ['checker'], of: 'rating' },
  ForecastResolved: { id: 'outcome', by: ['checker'], outcome: 'did-not', document: 'report' },
};

/** What the words of acts of the record are; the rest are acts in the world. */
const RECORD: readonly ClaimEvent['type'][] = [
  'ClaimRegistered',
  'ClaimAmended',
  'ClaimLinked',
  'ClaimUnlinked',
  'EntryVoided',
];
export const TYPES = Object.keys(EXAMPLES) as ClaimEvent['type'][];
export const ACTS = TYPES.filter((type): type is ActType => !RECORD.includes(type));

/** An entry of the type: its example, with these fields instead. */
export const entry = <T extends ClaimEvent['type']>(type: T, fields: Partial<ClaimEventTypes[T]> = {}): ClaimEvent =>
  ({ type, data: { ...EXAMPLES[type], ...fields } }) as ClaimEvent;

export const registered = entry('ClaimRegistered');
export const asserted = (id: string): ClaimEvent => ({
  type: 'ClaimAsserted',
  data: { id, by: ['tass'], basis: 'none-given' },
});
export const voided = (id: string, voids: string, replacement?: string): ClaimEvent => ({
  type: 'EntryVoided',
  data: { id, voids, reason: 'A mistake.', ...(replacement !== undefined && { replacement }) },
});

/** A forecast with two assertions, a verdict and a link. */
export const HISTORY: readonly ClaimEvent[] = [
  registered,
  asserted('first'),
  asserted('second'),
  entry('VerdictIssued', { id: 'rating' }),
  entry('ClaimLinked', { id: 'linked', relation: 'part-of', other: 'talks' }),
];

export const CLAIM = 'territory-for-membership';
export const NOW = '2024-01-01T12:00:00.000Z';

/** The command to record these entries now. */
export const recording = (...entries: readonly ClaimEvent[]): RecordEntries => ({ claim: CLAIM, entries, now: NOW });

export const givenClaim = (...facts: readonly ClaimEvent[]) => given(claimDecider, facts);
