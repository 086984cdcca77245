import type { ActorEventTypes } from '../../src/actors/actor.events.js';
import type { DocumentEventTypes } from '../../src/documents/document.events.js';
import { EVENT_CATALOG } from '../../src/ledger/event-catalog.js';
import type { NarrativeEventTypes } from '../../src/narratives/narrative.events.js';
import type { PolicyEventTypes } from '../../src/policies/policy.events.js';
import type { DtoClass } from '../../src/validation/dto-class.js';
import { EXAMPLES as ENTRIES } from '../claims/fixtures.js';

type Types = ActorEventTypes & DocumentEventTypes & NarrativeEventTypes & PolicyEventTypes;
type Loose<T> = { readonly [K in keyof T]: T[K] };

const OTHERS: { readonly [T in keyof Types]: Loose<Types[T]> } = {
  ActorRegistered: { kind: 'unnamed', name: 'Diplomat', aliases: ['x'], description: 'a diplomat', outlet: 'newsweek' },
  ActorAmended: { kind: 'unnamed', name: 'Diplomat', aliases: ['x'], description: 'a diplomat', outlet: 'newsweek' },
  MandateRecorded: { mandate: 'spokesman', speaksFor: 'nato', from: '2018-05', until: '2024', document: 'cv' },
  MandateVoided: { mandate: 'spokesman', reason: 'A mistake.' },
  ActorLinked: { other: 'nato-hq' },
  ActorUnlinked: { other: 'nato-hq' },
  DocumentRegistered: {
    publisher: 'tass',
    url: 'https://tass.example/1?a=b#c',
    title: 'NATO ready to cede',
    publishedAt: '2023-11-20/2023-11-21',
    language: 'en-GB',
    sha256: 'a'.repeat(64),
    archivedUrl: 'http://archive.example/1',
  },
  DocumentAmended: {
    publisher: 'tass',
    url: 'https://tass.example/1',
    title: 'NATO ready to cede',
    publishedAt: '2023-11-20',
    language: 'ru',
    sha256: '0'.repeat(64),
    archivedUrl: 'http://archive.example/1',
  },
  NarrativeRegistered: { title: 'Territory for membership', summary: 'From a remark to a report.' },
  NarrativeAmended: { title: 'Territory for membership', summary: 'From a remark to a report.' },
  NarrativeClaimAdded: { claim: 'remark' },
  NarrativeClaimRemoved: { claim: 'remark' },
  PolicyDefined: {
    version: 2,
    independentOrigins: 3,
    unnamedSupport: false,
    denialBases: ['document', 'recording'],
    eyewitnessDisputes: true,
    verdictsDecide: true,
    raters: ['afp'],
    searchGoodForDays: 30,
  },
};

/** All fields that every act may have. */
const FULL_ACT = {
  by: ['tass', 'ria'],
  onBehalfOf: ['russia'],
  occurredAt: '2023-11-20T10:30:00+03:00/2023-11',
  after: ['first', 'remark/second'],
  document: 'report',
  quote: { text: 'for territory', position: { start: 0, end: 13 } },
  cites: [
    { entry: 'remark/second', use: 'quotes', translated: true },
    { actor: 'el-pais', use: 'paraphrases' },
    { document: 'report', use: 'credits', translated: false },
  ],
  wording: { text: 'НАТО', language: 'ru' },
  basis: 'named-source',
};

export type Body = Readonly<Record<string, unknown>>;

export const DTOS: Readonly<Record<string, DtoClass>> = Object.fromEntries(
  [...EVENT_CATALOG].map(([type, { dto }]) => [type, dto]),
);

/** A valid body for every event type, with as many fields as possible. */
export const BODIES: Readonly<Record<string, Body>> = {
  ...Object.fromEntries(
    Object.entries(ENTRIES).map(([type, data]) => [type, 'by' in data ? { ...FULL_ACT, ...data } : data]),
  ),
  ClaimRegistered: { ...ENTRIES.ClaimRegistered, kind: 'position', holder: 'russia', due: '2030/..' },
  ClaimAmended: { ...ENTRIES.ClaimRegistered, id: 'amendment', kind: 'position', holder: 'russia', due: '2030' },
  ...OTHERS,
};

/** The required fields; all others are optional. */
export const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  ClaimRegistered: ['id', 'text', 'language', 'kind', 'about', 'topics'],
  ClaimAmended: ['id'],
  ClaimLinked: ['id', 'relation', 'other'],
  ClaimUnlinked: ['id', 'relation', 'other'],
  EntryVoided: ['id', 'voids', 'reason'],
  ClaimAsserted: ['id', 'by', 'basis'],
  ClaimReported: ['id', 'by', 'basis'],
  ClaimRepeated: ['id', 'by'],
  ClaimInterpreted: ['id', 'by', 'interprets'],
  ClaimConfirmed: ['id', 'by', 'basis'],
  ClaimDenied: ['id', 'by', 'basis'],
  ClaimQuestioned: ['id', 'by'],
  StatementRetracted: ['id', 'by', 'of', 'takesBack'],
  ApologyIssued: ['id', 'by', 'of', 'takesBack'],
  CorrectionIssued: ['id', 'by', 'of', 'takesBack'],
  StatementReworded: ['id', 'by', 'of', 'takesBack', 'wording'],
  ReactionRecorded: ['id', 'by', 'reaction'],
  ConfirmationSought: ['id', 'by', 'outcome'],
  EvidenceAttached: ['id', 'by', 'document', 'bearing', 'primary', 'authenticity'],
  VerdictIssued: ['id', 'by', 'rating'],
  VerdictWithdrawn: ['id', 'by', 'of'],
  ForecastResolved: ['id', 'by', 'outcome', 'document'],
  ActorRegistered: ['kind', 'name', 'aliases'],
  ActorAmended: [],
  MandateRecorded: ['mandate', 'speaksFor'],
  MandateVoided: ['mandate', 'reason'],
  ActorLinked: ['other'],
  ActorUnlinked: ['other'],
  DocumentRegistered: ['publisher'],
  DocumentAmended: [],
  NarrativeRegistered: ['title'],
  NarrativeAmended: [],
  NarrativeClaimAdded: ['claim'],
  NarrativeClaimRemoved: ['claim'],
  PolicyDefined: ['version', 'independentOrigins', 'unnamedSupport', 'eyewitnessDisputes', 'verdictsDecide'],
};

/** The fields that an amendment removes with null. */
export const CLEARABLE: Readonly<Record<string, readonly string[]>> = {
  ClaimAmended: ['holder', 'due'],
  ActorAmended: ['description', 'outlet'],
  DocumentAmended: ['url', 'title', 'publishedAt', 'language', 'sha256', 'archivedUrl'],
  NarrativeAmended: ['summary'],
};

/** Returns invalid values for a field with the given valid value. */
export function invalidValuesFor(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return [null, 42, true, {}, [], [value], '', ' ', 'A b!', `${value}\u0000`];
  if (typeof value === 'boolean') return [null, 1, 'true', {}, []];
  if (typeof value === 'number') return [null, '1', true, -1, 1.5, 2 ** 60, {}, []];
  if (isList(value)) return [null, 42, 'a', {}, [null], [42], [[]], [{}], Array(101).fill(value[0])];
  return [null, 42, 'a', true, [], [value], {}];
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
