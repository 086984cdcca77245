import { claimDecider, type RecordEntries } from '../../src/claims/claim.decider.js';
import type { ClaimEvent, ClaimEventTypes } from '../../src/claims/claim.events.js';
import type { ActType } from '../../src/domain/entries.js';
import { ActorsService } from '../../src/actors/actors.service.js';
import { ClaimsService } from '../../src/claims/claims.service.js';
import { DocumentsService } from '../../src/documents/documents.service.js';
import type { EventLog } from '../../src/event-log/event-log.js';
import { PoliciesService } from '../../src/policies/policies.service.js';
import { NarrativesService } from '../../src/narratives/narratives.service.js';
import type { Command } from '../../src/command-handling/decider.js';
import { CommandRejectedError } from '../../src/command-handling/errors.js';
import { ReferenceChecker } from '../../src/command-handling/reference-checker.js';
import { CommandExecutor } from '../../src/command-handling/command-executor.js';
import { REQUEST } from '../command-handling/support.js';
import { given, type Rejection } from '../support/given-when-then.js';

type ExamplesOf<Types> = { readonly [T in keyof Types]: Types[T] };

/** A valid example of every event, to follow `HISTORY`. */
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

/** The types of clerical events; all others are acts. */
const CLERICAL_TYPES: readonly ClaimEvent['type'][] = [
  'ClaimRegistered',
  'ClaimAmended',
  'ClaimLinked',
  'ClaimUnlinked',
  'EntryVoided',
];
export const EVENT_TYPES = Object.keys(EXAMPLES) as ClaimEvent['type'][];
export const ACT_TYPES = EVENT_TYPES.filter((type): type is ActType => !CLERICAL_TYPES.includes(type));

/** Returns the example of a type with some fields replaced. */
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

/** Returns the command to record these entries now. */
export const recording = (...entries: readonly ClaimEvent[]): RecordEntries => ({
  claim: CLAIM,
  entries,
  now: NOW,
  scopes: ['record', 'rate'],
});

export const givenClaim = (...events: readonly ClaimEvent[]) => given(claimDecider, events);

/** Creates the services on a log, at a fixed time. */
export function createServices(log: EventLog) {
  const executor = new CommandExecutor(log, () => new Date(NOW));
  const references = new ReferenceChecker(log, executor);
  return {
    executor,
    actors: new ActorsService(executor, references),
    documents: new DocumentsService(executor, references),
    claims: new ClaimsService(executor, references),
    narratives: new NarrativesService(executor, references),
    policies: new PoliciesService(executor, references),
  };
}
/** For imports, which then never wait for a read model. */
export const NO_READ_MODEL = { position: undefined, waitFor: () => Promise.resolve(true) };

export type Services = ReturnType<typeof createServices>;

/** Registers the actors, the document and the two other claims that the examples reference. */
export async function registerReferences({ actors, documents, claims }: Services): Promise<void> {
  for (const actor of ['tass', 'ria', 'russia', 'el-pais', 'nato', 'jenssen', 'ukraine', 'checker']) {
    await actors.record(actor, { type: 'ActorRegistered', kind: 'organization', name: actor }, REQUEST);
  }
  await documents.record('report', { type: 'DocumentRegistered', publisher: 'tass', title: 'Report' }, REQUEST);
  for (const claim of ['remark', 'talks']) {
    await claims.record(claim, { ...registration, text: claim }, REQUEST);
  }
}

export const registration: Command = {
  type: 'ClaimRegistered',
  text: 'NATO offers Ukraine membership for territory.',
  language: 'en',
  kind: 'forecast',
};

export const assertion: Command = { type: 'ClaimAsserted', by: ['tass'], basis: 'none-given' };

/** Returns the violations of a command that a service rejects. Throws if it is not rejected. */
export async function violationsIn(attempt: Promise<unknown>): Promise<Rejection[]> {
  const error = await attempt.then(
    () => new Error('The command was not rejected.'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof CommandRejectedError)) throw error;
  return error.violations.map(({ pointer, code }) => ({ pointer, code }));
}
