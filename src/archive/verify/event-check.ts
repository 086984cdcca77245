import { ACCESS_STREAM } from '../../access/access.events.js';
import { isInstant } from '../../domain/recorded-time.js';
import { checkAppend, isTooDeep } from '../../event-log/append-validation.js';
import { InvalidAppendError, type JsonObject, type RecordedEvent } from '../../event-log/event-log.js';
import { positionText } from '../../event-log/position.js';
import { eventRowOf, type StoredRow } from '../../event-log/sqlite/log-file-inspector.js';
import type { EventRow } from '../../event-log/sqlite/rows.js';
import { bytesOf, MAX_EVENT_BYTES } from '../../command-handling/event-envelope.js';
import { CommandRejectedError } from '../../command-handling/errors.js';
import { parseStreamName } from '../../domain/domain-event.js';
import { SCHEMA_VERSION } from '../../command-handling/command-executor.js';
import { SLUG } from '../../validation/field-decorators.js';
import { validate } from '../../validation/validate.js';
import { ACCESS_EVENTS } from '../../access/access.event-types.js';
import { AGGREGATES } from '../../ledger/event-catalog.js';
import type { EventSchemas } from '../../validation/event-definition.js';

/** Brings an event of an older schema version forward, as readers of the log see it. */
export type Upcast = (event: RecordedEvent) => RecordedEvent;

/** What is wrong with one stored event by itself; and the event, as far as there is one. */
export interface Checked {
  readonly complaints: readonly string[];
  readonly event?: RecordedEvent;
}

/** Checks a row of a log's file: that it is an event, spelt as the log spells one, and what `checkEvent` does. */
export function checkRow(row: StoredRow, upcast: Upcast): Checked {
  const notUtf8 = row.notUtf8.map((column) => `its ${column} has bytes that aren't UTF-8`);
  const typed = eventRowOf(row);
  if (!typed) return { complaints: [...notUtf8, 'it has something else than texts where an event has them'] };
  const [data, wrongData] = objectIn(typed.data, 'data');
  const [metadata, wrongMetadata] = objectIn(typed.metadata, 'metadata');
  const wrong = [...notUtf8, ...wrongData, ...wrongMetadata];
  if (!data || !metadata) return { complaints: wrong };
  const { complaints, event } = checkEvent(eventOf(typed, data, metadata), upcast);
  return { complaints: [...wrong, ...complaints], event };
}

/** Checks that an event, as it is stored, is one that this ledger could have recorded, by the rules for commands. */
export function checkEvent(stored: RecordedEvent, upcast: Upcast): Required<Checked> {
  const event = upcast(stored);
  return { complaints: [...rulesOfThePort(stored), ...wrongStamps(event.metadata), ...wrongShape(event)], event };
}

const eventOf = (row: EventRow, data: JsonObject, metadata: JsonObject): RecordedEvent => {
  const { stream, revision, id, type } = row;
  return { stream, revision, position: positionText(row.position), id, type, data, metadata };
};

/** One spelling only: that which the log writes, so that a copy has the same bytes. */
function objectIn(text: string, name: string): [JsonObject | undefined, string[]] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [undefined, [`its ${name} are no JSON`]];
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [undefined, [`its ${name} are no JSON object`]];
  }
  if (isTooDeep(value)) return [undefined, [`its ${name} are nested deeper than any event`]];
  return [
    value as JsonObject,
    JSON.stringify(value) === text ? [] : [`its ${name} are not spelt as the log spells JSON`],
  ];
}

function rulesOfThePort(event: RecordedEvent): string[] {
  const { stream, revision } = event;
  try {
    checkAppend(stream, 'any', [event]);
  } catch (error) {
    if (error instanceof InvalidAppendError) return [error.message];
    throw error;
  }
  const bytes = bytesOf(event, stream, revision);
  return bytes > MAX_EVENT_BYTES ? [`it takes ${bytes} bytes; at most ${MAX_EVENT_BYTES} are allowed`] : [];
}

function wrongStamps(metadata: JsonObject): string[] {
  const { schemaVersion, recordedAt, recordedBy, correlationId, causationId, idempotency } = metadata;
  const complaints: string[] = [];
  const isKnown = Number.isInteger(schemaVersion) && Number(schemaVersion) >= 1;
  if (!isKnown || Number(schemaVersion) > SCHEMA_VERSION) {
    complaints.push(`its schema version is ${JSON.stringify(schemaVersion)}; known are 1 to ${SCHEMA_VERSION}`);
  }
  if (!isInstant(recordedAt) || Number.isNaN(Date.parse(recordedAt))) {
    complaints.push(`it was recorded at ${JSON.stringify(recordedAt)}, which is no instant`);
  }
  if (typeof recordedBy !== 'string' || !SLUG.test(recordedBy)) {
    complaints.push(`it was recorded by ${JSON.stringify(recordedBy)}, which is no principal`);
  }
  for (const [name, value] of Object.entries({ correlationId, causationId })) {
    if (typeof value !== 'string' || value === '') complaints.push(`its metadata have no ${name}`);
  }
  if (idempotency !== undefined && !isDigests(idempotency)) complaints.push('its idempotency is no pair of digests');
  return complaints;
}

function isDigests(value: unknown): boolean {
  const { key, body } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return [key, body].every((digest) => typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest));
}

function wrongShape({ stream, revision, type, data }: RecordedEvent): string[] {
  const named = parseStreamName(stream);
  if (!named && stream !== ACCESS_STREAM) return ['no stream of a ledger is called so'];
  if (named && !SLUG.test(named.id)) return [`no ${named.noun} can have this id`];
  const { types, registration }: EventSchemas = named ? AGGREGATES[named.noun] : ACCESS_EVENTS;
  const schema = Object.hasOwn(types, type) ? types[type] : undefined;
  if (!schema) return [`${type} is no type of event of such a stream`];
  const begins = type === registration;
  const complaints: string[] = [];
  if (named ? begins !== (revision === 0) : revision === 0 && !begins) {
    complaints.push(revision === 0 ? `a stream can't begin with ${type}` : `${type} can only be where a stream begins`);
  }
  try {
    validate(schema.dto, data);
  } catch (error) {
    if (!(error instanceof CommandRejectedError)) throw error;
    complaints.push(...error.violations.map(({ pointer, message }) => `${message} (${pointer || 'its data'})`));
  }
  return complaints;
}
