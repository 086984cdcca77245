import { ACCESS_STREAM } from '../../access/access.events.js';
import { isInstant } from '../../domain/recorded-time.js';
import { checkAppend, isTooDeep } from '../../event-log/append-validation.js';
import { InvalidAppendError, type JsonObject, type RecordedEvent } from '../../event-log/event-log.js';
import { positionText } from '../../event-log/position.js';
import { REDACTIONS_STREAM } from '../../event-log/redaction.js';
import { eventRowOf, type StoredRow } from '../../event-log/sqlite/log-file-inspector.js';
import type { EventRow } from '../../event-log/sqlite/rows.js';
import { bytesOf, MAX_EVENT_BYTES } from '../../command-handling/event-envelope.js';
import { CommandRejectedError } from '../../command-handling/errors.js';
import { parseStreamName } from '../../domain/domain-event.js';
import { SCHEMA_VERSION } from '../../command-handling/command-executor.js';
import { SLUG } from '../../domain/ids.js';
import { LANGUAGE_CODE } from '../../validation/field-decorators.js';
import { validate } from '../../validation/validate.js';
import { ACCESS_EVENTS } from '../../access/access.event-types.js';
import { REDACTION_EVENTS } from '../../redactions/redaction.event-types.js';
import { AGGREGATES } from '../../ledger/event-catalog.js';
import { integrationSchemas } from '../../webhooks/inbound/stored-events.js';
import { webhookSchemas } from '../../webhooks/outbound/stored-events.js';
import type { EventSchemas } from '../../validation/event-definition.js';

/** Brings an event of an older schema version to the current one, as readers of the log get it. */
export type Upcast = (event: RecordedEvent) => RecordedEvent;

/** What is wrong with one stored event, apart from all others; and the event, if it can be parsed. */
export interface EventFindings {
  readonly messages: readonly string[];
  readonly event?: RecordedEvent;
}

/** Checks a row of a log file: that it is an event, serialized as the log serializes it, and all that `checkEvent` checks. */
export function checkRow(row: StoredRow, upcast: Upcast): EventFindings {
  const notUtf8 = row.notUtf8.map((column) => `the column "${column}" is not UTF-8`);
  const eventRow = eventRowOf(row);
  if (!eventRow) return { messages: [...notUtf8, 'a column that must be text is not text'] };
  const [data, dataMessages] = parseObject(eventRow.data, 'data');
  const [metadata, metadataMessages] = parseObject(eventRow.metadata, 'metadata');
  const rowMessages = [...notUtf8, ...dataMessages, ...metadataMessages];
  if (!data || !metadata) return { messages: rowMessages };
  const { messages, event } = checkEvent(eventOf(eventRow, data, metadata), upcast);
  return { messages: [...rowMessages, ...messages], event };
}

/** Checks that this ledger could have recorded the stored event: by the rules of the log, and those for commands. */
export function checkEvent(stored: RecordedEvent, upcast: Upcast): Required<EventFindings> {
  const event = upcast(stored);
  return { messages: [...checkAppendRules(stored), ...checkMetadata(event.metadata), ...checkData(event)], event };
}

const eventOf = (row: EventRow, data: JsonObject, metadata: JsonObject): RecordedEvent => {
  const { stream, revision, id, type } = row;
  return { stream, revision, position: positionText(row.position), id, type, data, metadata };
};

/** Accepts only the serialization that the log writes, so that a copy has the same bytes. */
function parseObject(text: string, name: string): [JsonObject | undefined, string[]] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [undefined, [`the ${name} are not JSON`]];
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [undefined, [`the ${name} are not a JSON object`]];
  }
  if (isTooDeep(value)) return [undefined, [`the ${name} are nested deeper than a log allows`]];
  return [
    value as JsonObject,
    JSON.stringify(value) === text ? [] : [`the ${name} are not serialized as the log serializes JSON`],
  ];
}

function checkAppendRules(event: RecordedEvent): string[] {
  const { stream, revision } = event;
  try {
    checkAppend(stream, 'any', [event]);
  } catch (error) {
    if (error instanceof InvalidAppendError) return [error.message];
    throw error;
  }
  const bytes = bytesOf(event, stream, revision);
  return bytes > MAX_EVENT_BYTES ? [`the event takes ${bytes} bytes; the limit is ${MAX_EVENT_BYTES}`] : [];
}

function checkMetadata(metadata: JsonObject): string[] {
  const { schemaVersion, recordedAt, recordedBy, correlationId, causationId, silent, idempotency } = metadata;
  const messages: string[] = [];
  const isVersion = Number.isInteger(schemaVersion) && Number(schemaVersion) >= 1;
  if (!isVersion || Number(schemaVersion) > SCHEMA_VERSION) {
    messages.push(`the schema version is ${JSON.stringify(schemaVersion)}; known versions are 1 to ${SCHEMA_VERSION}`);
  }
  if (!isInstant(recordedAt) || Number.isNaN(Date.parse(recordedAt))) {
    messages.push(`recordedAt is ${JSON.stringify(recordedAt)}, which is not an instant`);
  }
  if (typeof recordedBy !== 'string' || !SLUG.test(recordedBy)) {
    messages.push(`recordedBy is ${JSON.stringify(recordedBy)}, which is not the id of a principal`);
  }
  for (const [name, value] of Object.entries({ correlationId, causationId })) {
    if (typeof value !== 'string' || value === '') messages.push(`the metadata lack ${name}`);
  }
  if (silent !== undefined && silent !== true) messages.push(`silent is ${JSON.stringify(silent)}, which is not true`);
  if (idempotency !== undefined && !isDigestPair(idempotency))
    messages.push('idempotency is not a pair of SHA-256 digests');
  return messages;
}

function isDigestPair(value: unknown): boolean {
  const { key, body } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return [key, body].every((digest) => typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest));
}

/** Streams that aren't those of an aggregate. */
function ownSchemas(stream: string): EventSchemas | undefined {
  if (stream === ACCESS_STREAM) return ACCESS_EVENTS;
  if (stream === REDACTIONS_STREAM) return REDACTION_EVENTS;
  return webhookSchemas(stream) ?? integrationSchemas(stream);
}

function checkData({ stream, revision, type, data }: RecordedEvent): string[] {
  const named = parseStreamName(stream);
  const own = named ? AGGREGATES[named.noun] : ownSchemas(stream);
  if (!own) return ['a ledger has no stream of this name'];
  if (named && !SLUG.test(named.id)) return [`"${named.id}" is not a valid ${named.noun} id`];
  const { types, registration }: EventSchemas = own;
  const schema = Object.hasOwn(types, type) ? types[type] : undefined;
  if (!schema) return [`${type} is not an event type of this stream`];
  const begins = type === registration;
  const messages: string[] = [];
  if (named ? begins !== (revision === 0) : revision === 0 && !begins) {
    messages.push(
      revision === 0 ? `a stream can't begin with ${type}` : `${type} is only valid at the beginning of a stream`,
    );
  }
  try {
    validate(schema.dto, data);
  } catch (error) {
    if (!(error instanceof CommandRejectedError)) throw error;
    // Which languages there are is a rule for what is to be recorded, and changes.
    const violations = error.violations.filter(({ code }) => code !== LANGUAGE_CODE);
    messages.push(...violations.map(({ pointer, message }) => `${message} (${pointer || 'the data'})`));
  }
  return messages;
}
