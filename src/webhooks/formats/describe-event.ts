import type { CloudEvent, StatusChange } from '../../interchange/cloudevents/cloud-event.js';
import { ENTRY_REDACTED } from '../../event-log/redaction.js';
import { STATUS_CHANGED, storedType } from '../../ledger/event-catalog.js';
import { listed } from '../../verification/summary/english-names.js';
import { cleanText, isolated, truncate } from './plain-text.js';

export interface Names {
  /** The name of an actor, if it is known. */
  readonly actorName?: ((id: string) => string | undefined) | undefined;
}

export interface EventDescription {
  /** What happened, in one sentence. */
  readonly headline: string;
  /** What else there is to say of it. */
  readonly text?: string;
}

type Data = Readonly<Record<string, unknown>>;

/** The longest name or reason within a headline. */
const MAX_PART = 200;
const MAX_NAMES = 5;

/** What an event says, in plain English. Names, quotes and reasons are in the words of the ledger. */
export function describeEvent(event: CloudEvent<unknown>, names: Names = {}): EventDescription {
  if (event.type === STATUS_CHANGED) return describeChange(event.data as StatusChange, names);
  const data = (event.data ?? {}) as Data;
  const type = storedType(event.type);
  if (type === ENTRY_REDACTED) return describeRedaction(event.subject, data);
  const describe = type !== undefined && Object.hasOwn(CLAIM_ENTRIES, type) ? CLAIM_ENTRIES[type] : undefined;
  const headline = describe?.(data, by(data, names)) ?? describeOther(event.type, event.subject, data);
  const text = detailsOf(data);
  return { headline: `${headline}.`, ...(text !== '' && { text }) };
}

function describeRedaction(subject: string, { target, reason, authority }: Data): EventDescription {
  const { type: of } = (typeof target === 'object' && target !== null ? target : {}) as Data;
  return { headline: `Redacted: ${part(of)} of ${part(subject)}.`, text: `${part(reason)} (${part(authority)})` };
}

function describeChange({ before, after, cause, summary }: StatusChange, names: Names): EventDescription {
  const state = stateOf(after);
  const headline = before === null ? `Registered as ${state}.` : `Now ${state}, before ${stateOf(before)}.`;
  return { headline, text: `${summary.text} ${causeOf(cause, names)}` };
}

/** `rated false`, `denied`: the rule is for those who want to know more. */
const stateOf = ({ status, rating }: StatusChange['after']): string =>
  rating === undefined ? status : `${status} ${rating}`;

function causeOf(cause: StatusChange['cause'], { actorName }: Names): string {
  if ('entry' in cause) return `Cause: the entry ${cause.entry}.`;
  if ('document' in cause) return `Cause: a change of the document ${cause.document}.`;
  if ('passed' in cause) return `Cause: ${cause.passed.slice(0, 10)} has passed.`;
  return `Cause: a change of ${nameOf(cause.actor, actorName)}.`;
}

type Describe = (data: Data, by: string) => string;

const act =
  (verb: string): Describe =>
  (_data, by) =>
    `${verb}${by}`;
const inPart = (verb: string): Describe => {
  return ({ extent, of }, by) => `${verb}${extent === 'part' ? ' in part' : ''}${by}${about(of)}`;
};
const about = (of: unknown): string => (typeof of === 'string' ? `, about ${of} only` : '');
const part = (value: unknown): string =>
  isolated(truncate(cleanText(typeof value === 'string' ? value : ''), MAX_PART));

const CLAIM_ENTRIES: Readonly<Record<string, Describe>> = {
  ClaimRegistered: () => 'Claim registered',
  ClaimAmended: (data) => `Claim amended: ${listed(Object.keys(data).filter((field) => field !== 'id'))}`,
  ClaimLinked: ({ relation, other }) => `Claim linked: ${part(relation)} ${part(other)}`,
  ClaimUnlinked: ({ relation, other }) => `Link removed: ${part(relation)} ${part(other)}`,
  EntryVoided: ({ voids }) => `Entry ${part(voids)} voided, recorded by mistake`,
  ClaimAsserted: act('Asserted'),
  ClaimReported: act('Reported'),
  ClaimRepeated: act('Repeated'),
  ClaimInterpreted: act("Read into another's statement"),
  ClaimConfirmed: inPart('Confirmed'),
  ClaimDenied: inPart('Denied'),
  ClaimQuestioned: inPart('Questioned'),
  StatementRetracted: act('Statement retracted'),
  ApologyIssued: act('Apology'),
  CorrectionIssued: act('Statement corrected'),
  StatementReworded: act('Statement reworded'),
  ReactionRecorded: ({ reaction }, by) => `Reaction${by}: ${part(reaction)}`,
  ConfirmationSought: ({ outcome }, by) => `Confirmation sought${by}: ${part(outcome).replaceAll('-', ' ')}`,
  EvidenceAttached: ({ bearing }, by) =>
    `Evidence that ${bearing === 'context' ? 'gives context' : part(bearing)}, examined${by}`,
  VerdictIssued: ({ rating, label }, by) =>
    `Rated ${part(rating)}${by}${label === undefined ? '' : ` (“${part(label)}”)`}`,
  VerdictWithdrawn: act('Verdict withdrawn'),
  ForecastResolved: ({ outcome }, by) => `Forecast resolved${by}: ${part(outcome).replaceAll('-', ' ')}`,
};

/** ` by A and B`; empty if nobody acted. */
function by({ by: ids }: Data, { actorName }: Names): string {
  if (!Array.isArray(ids) || ids.length === 0) return '';
  const shown = ids.slice(0, MAX_NAMES).map((id) => nameOf(String(id), actorName));
  const more = ids.length - shown.length;
  return ` by ${listed(more > 0 ? [...shown, `${more} more`] : shown)}`;
}

const nameOf = (id: string, actorName: Names['actorName']): string => part(actorName?.(id) ?? id);

/** `Actor registered: TASS`, from `claim-ledger.actor.registered.v1`. */
function describeOther(type: string, subject: string, { name, title, message }: Data): string {
  const words = type
    .replace(/^claim-ledger\./, '')
    .replace(/\.v\d+$/, '')
    .replace(/[.-]/g, ' ');
  const what = [name, title, message, subject].find((each) => typeof each === 'string' && each !== '');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}: ${part(what)}`;
}

/** Words spoken, and reasons. */
function detailsOf({ quote, wording, reason, text }: Data): string {
  const spoken = [textOf(quote), textOf(wording)].flatMap((words) => (words === undefined ? [] : [`“${words}”`]));
  const given = [reason, text].flatMap((each) => (typeof each === 'string' && each !== '' ? [each] : []));
  return [...spoken, ...given].join(' ');
}

function textOf(value: unknown): string | undefined {
  const text = typeof value === 'object' && value !== null && 'text' in value ? value.text : undefined;
  return typeof text === 'string' && text !== '' ? text : undefined;
}
