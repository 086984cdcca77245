import type { Json, JsonObject, NewEvent, RecordedEvent } from './event-log.js';

/** The stream of redactions. An event of the type `EntryRedacted` in it changes how one other event of the log reads. */
export const REDACTIONS_STREAM = 'redactions';
export const ENTRY_REDACTED = 'EntryRedacted';

/** What replaces a text. */
export const REDACTED_TEXT = '[redacted]';
/** What replaces a URL: the domain can't exist (RFC 2606). */
export const REDACTED_URL = 'https://redacted.invalid/';
/** What replaces a SHA-256 in hex. */
export const REDACTED_DIGEST = '0'.repeat(64);

const MARKS: ReadonlySet<string> = new Set([REDACTED_TEXT, REDACTED_URL, REDACTED_DIGEST]);

/** Whether a value stands for one that was redacted. */
export const isRedacted = (value: unknown): boolean => typeof value === 'string' && MARKS.has(value);

/** Whether something in a value was redacted. */
export function hasRedacted(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return isRedacted(value);
  return Object.entries(value).some(([name, member]) => isRedacted(name) || hasRedacted(member));
}

/** The event that is redacted. */
export interface RedactionTarget {
  readonly stream: string;
  readonly revision: number;
  /** The id of the event. */
  readonly event: string;
}

/** Which fields of which event are replaced, and why. */
export interface Redaction extends RedactionTarget {
  /** The id of the redaction. */
  readonly redaction: string;
  /** JSON Pointers (RFC 6901) into the data of the event. */
  readonly fields: readonly string[];
  readonly reason: string;
  /** Who ordered it, or by which law. */
  readonly authority: string;
  /** SHA-256 of a salt and the canonical JSON of the data as they were, in hex. */
  readonly digest: string;
  /** When it was redacted: an ISO instant. */
  readonly redactedAt: string;
}

/** The member of the metadata of a redacted event. */
export type RedactionMark = Omit<Redaction, keyof RedactionTarget>;

type StoredEvent = Pick<NewEvent, 'type' | 'data' | 'metadata'>;

/** The redaction that an event of the stream of redactions makes; undefined for every other event. */
export function redactionOf({
  stream,
  type,
  data,
  metadata,
}: StoredEvent & { readonly stream: string }): Redaction | undefined {
  if (stream !== REDACTIONS_STREAM || type !== ENTRY_REDACTED) return undefined;
  const { redaction, target, fields, reason, authority, digest } = data as Readonly<Record<string, Json>>;
  const { stream: of, revision, event } = (isObject(target) ? target : {}) as Readonly<Record<string, Json>>;
  const { recordedAt: redactedAt } = metadata;
  const texts = [redaction, of, event, reason, authority, digest, redactedAt];
  const isWhole =
    texts.every((text) => typeof text === 'string') && typeof revision === 'number' && Array.isArray(fields);
  // A redaction can't be redacted, and can't come before its target.
  if (!isWhole || of === REDACTIONS_STREAM) return undefined;
  return {
    redaction,
    stream: of,
    revision,
    event,
    fields,
    reason,
    authority,
    digest,
    redactedAt,
  } as unknown as Redaction;
}

/** The redactions that were made of an event, in their order. */
export function redactionsIn({ metadata }: { readonly metadata: object }): readonly RedactionMark[] {
  const { redactions } = metadata as { readonly redactions?: unknown };
  return Array.isArray(redactions) ? (redactions as readonly unknown[] as readonly RedactionMark[]) : [];
}

/** The event with these fields replaced. Idempotent: an event on which this redaction was made stays as it is. */
export function redact<Event extends Pick<NewEvent, 'data' | 'metadata'>>(event: Event, redaction: Redaction): Event {
  const earlier = redactionsIn(event);
  if (earlier.some((mark) => mark.redaction === redaction.redaction)) return event;
  const { stream: _stream, revision: _revision, event: _event, ...mark } = redaction;
  const { idempotency, redactions: _redactions, ...rest } = event.metadata;
  const metadata = {
    ...rest,
    // The digest of the body would let a reader try out what the body may have said.
    ...(isObject(idempotency) && { idempotency: { ...idempotency, body: REDACTED_DIGEST } }),
    redactions: [...earlier, mark] as unknown as Json,
  };
  return { ...event, data: redactFields(event.data, redaction.fields), metadata };
}

/** What was redacted of something, and why. */
export interface RedactionView {
  /** The id of the redaction. */
  readonly redaction: string;
  /** The number of the event that was redacted, in its stream. */
  readonly revision: number;
  /** The fields of its data that were replaced: JSON Pointers. */
  readonly fields: readonly string[];
  /** Why. */
  readonly reason: string;
  /** Who ordered it, or by which law. */
  readonly authority: string;
  /** When it was redacted. */
  readonly redactedAt: string;
}

/** What was redacted of an event, as views show it. */
export const redactionViewsOf = (event: {
  readonly revision: number;
  readonly metadata: object;
}): readonly RedactionView[] =>
  redactionsIn(event).map(({ redaction, fields, reason, authority, redactedAt }) => {
    return { redaction, revision: event.revision, fields, reason, authority, redactedAt };
  });

/** What follows from an event, with what was redacted of that: for states that aren't in a read model. */
export function withRedactionsOf<State extends { readonly redacted?: readonly RedactionView[] }>(
  event: Parameters<typeof redactionViewsOf>[0],
  state: State,
): State {
  const made = redactionViewsOf(event);
  return made.length > 0 ? { ...state, redacted: [...(state.redacted ?? []), ...made] } : state;
}

/** The member of a view, absent where nothing was redacted. */
export const redactedMember = (
  redactions: readonly RedactionView[],
): { readonly redacted?: readonly RedactionView[] } => (redactions.length > 0 ? { redacted: redactions } : {});

/** Whether this is the event that the redaction is about. */
export const isTarget = ({ stream, revision, id }: RecordedEvent, target: RedactionTarget): boolean =>
  stream === target.stream && revision === target.revision && id === target.event;

/** The event after those of the redactions that are about it. */
export const redactBy = (event: RecordedEvent, redactions: readonly Redaction[]): RecordedEvent =>
  redactions.reduce((read, redaction) => (isTarget(event, redaction) ? redact(read, redaction) : read), event);

/**
 * The data with every text at these pointers replaced, of lists item by item, and of objects all members with their names.
 * Pointers to nothing change nothing. Idempotent.
 */
export const redactFields = (data: JsonObject, fields: readonly string[]): JsonObject =>
  fields.reduce<Json>((value, pointer) => replaceAt(value, stepsOf(pointer)), data) as JsonObject;

/** Whether `redactFields` with this pointer changes something. */
export function isChangedBy(data: JsonObject, pointer: string): boolean {
  const value = valueAt(data, stepsOf(pointer));
  return value !== undefined && JSON.stringify(marked(value)) !== JSON.stringify(value);
}

const stepsOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

function valueAt(value: Json | undefined, [step, ...rest]: readonly string[]): Json | undefined {
  if (step === undefined || value === undefined) return value;
  if (Array.isArray(value))
    return valueAt(
      (value as readonly Json[]).find((_item, index) => String(index) === step),
      rest,
    );
  return isObject(value) && Object.hasOwn(value, step) ? valueAt(value[step], rest) : undefined;
}

function replaceAt(value: Json, [step, ...rest]: readonly string[]): Json {
  if (step === undefined) return marked(value);
  if (Array.isArray(value)) {
    return value.map((item: Json, index) => (String(index) === step ? replaceAt(item, rest) : item));
  }
  if (!isObject(value) || !Object.hasOwn(value, step)) return value;
  return { ...value, [step]: replaceAt(value[step] as Json, rest) };
}

function marked(value: Json): Json {
  if (typeof value === 'string') return markOf(value);
  if (Array.isArray(value)) return value.map(marked);
  return isObject(value) && Object.keys(value).length > 0 ? { [REDACTED_TEXT]: REDACTED_TEXT } : value;
}

function markOf(text: string): string {
  if (isRedacted(text)) return text;
  if (/^https?:\/\//i.test(text)) return REDACTED_URL;
  return /^[0-9a-f]{64}$/.test(text) ? REDACTED_DIGEST : REDACTED_TEXT;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
