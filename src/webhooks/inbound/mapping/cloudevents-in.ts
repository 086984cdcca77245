import type { Command } from '../../../command-handling/decider.js';
import { AGGREGATE_TYPES, streamName } from '../../../domain/domain-event.js';
import { ENTRY_REDACTED } from '../../../event-log/redaction.js';
import { EVENT_CATALOG, STATUS_CHANGED, storedType } from '../../../ledger/event-catalog.js';
import { commandList } from './commands-in.js';
import { type InboundPayload, mediaType, parsePayload } from './inbound-payload.js';
import { SLUG } from '../../../domain/ids.js';
import { INTEGRATION_PRINCIPAL } from '../recording/integration-principal.js';
import { MappingError } from './mapped.js';
import type { RelayedEvent } from './relayed-events.js';

/** A CloudEvent 1.0, of which only what becomes commands is read. */
interface InboundEvent {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly subject?: string;
  /** Of an event of a ledger: the principal that recorded it there. */
  readonly recordedby?: string;
  readonly data: unknown;
}

/** What one event leads to; `source` and `id` name it. */
export interface EventCommands extends Pick<InboundEvent, 'source' | 'id'> {
  readonly commands: readonly Command[];
  /** Present if another ledger received it by an integration: it may have come from this ledger. */
  readonly relayed?: RelayedEvent;
}

/** With it, the types of the events of a ledger begin. */
const LEDGER = 'claim-ledger.';
/** The type of an aggregate, before its id in a subject. */
const AGGREGATE = new RegExp(`^(?:${AGGREGATE_TYPES.join('|')})/`);
const STRUCTURED = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';

/**
 * The commands of CloudEvents 1.0 over HTTP, in structured, batch or binary mode. The data of an event are a command or a
 * list of them; those of an event of a ledger are the event itself.
 *
 * @throws MappingError
 */
export function cloudEventsIn(payload: InboundPayload): EventCommands[] {
  return eventsIn(payload).map(({ event, what }) => {
    const { source, id } = event;
    return { source, id, ...commandsOf(event, what) };
  });
}

function eventsIn({ contentType, headers, body }: InboundPayload): { event: InboundEvent; what: string }[] {
  const type = mediaType(contentType);
  if (headers['ce-specversion'] !== undefined) {
    const attributes = Object.fromEntries(
      ['specversion', 'id', 'source', 'type', 'subject', 'recordedby'].map((name) => [
        name,
        decodedHeader(headers[`ce-${name}`]),
      ]),
    );
    const what = 'The CloudEvent';
    requireJson(contentType, what);
    return [{ event: eventOf(attributes, body.length === 0 ? undefined : parsePayload(body, 'Its data'), what), what }];
  }
  const value = parsePayload(body);
  if (Array.isArray(value)) {
    return value.map((each: unknown, index) => structured(each, `CloudEvent ${index + 1} of the batch`));
  }
  if (type === BATCH) throw new MappingError(`The payload is ${BATCH}, but not a list of CloudEvents.`);
  return [structured(value, 'The CloudEvent')];
}

function structured(value: unknown, what: string): { event: InboundEvent; what: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new MappingError(
      `${what} is not a JSON object. Send CloudEvents as ${STRUCTURED}, ${BATCH}, or with ce-… headers.`,
    );
  }
  const event = value as Readonly<Record<string, unknown>>;
  return { event: eventOf(event, dataOf(event, what), what), what };
}

function dataOf(
  { data, data_base64: encoded, datacontenttype: type }: Readonly<Record<string, unknown>>,
  what: string,
): unknown {
  if (typeof type === 'string') requireJson(type, what);
  if (encoded === undefined) return data;
  if (typeof encoded !== 'string') throw new MappingError(`${what} has a data_base64 that is not text.`);
  return parsePayload(Buffer.from(encoded, 'base64'), `${what}: its data`);
}

function requireJson(contentType: string, what: string): void {
  const type = mediaType(contentType);
  if (type === '' || type === 'application/json' || type === 'text/json' || type.endsWith('+json')) return;
  throw new MappingError(`${what} has data of the type "${type.slice(0, 100)}". Only JSON is read.`);
}

function eventOf(attributes: Readonly<Record<string, unknown>>, data: unknown, what: string): InboundEvent {
  const required = (name: string): string => {
    const value = attributes[name];
    if (typeof value === 'string' && value !== '') return value;
    throw new MappingError(`${what} lacks the attribute "${name}", which CloudEvents require as text.`);
  };
  const specversion = required('specversion');
  const [id, source, type] = [required('id'), required('source'), required('type')];
  const { subject, recordedby } = attributes;
  if (specversion !== '1.0')
    throw new MappingError(`${what} has another specversion than 1.0, which is the one that is read.`);
  return {
    ...{ id, source, type, data },
    ...(typeof subject === 'string' && { subject }),
    ...(typeof recordedby === 'string' && { recordedby }),
  };
}

/** Values of headers are percent-encoded (CloudEvents, HTTP binding 3.1.3.2). */
function decodedHeader(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function commandsOf(event: InboundEvent, what: string): Pick<EventCommands, 'commands' | 'relayed'> {
  if (!event.type.startsWith(LEDGER)) return { commands: commandList(event.data, what) };
  // A change of a status follows from entries, and what a ledger says of its webhooks is about none of its claims.
  if (event.type === STATUS_CHANGED || event.type.startsWith(`${LEDGER}webhook.`)) return { commands: [] };
  const type = storedType(event.type);
  if (type === ENTRY_REDACTED) {
    throw new MappingError(
      `${what} says that the other ledger redacted an event of ${(event.subject ?? '').slice(0, 100)}, which no integration can do here. Redact the copy, then drop this delivery.`,
    );
  }
  const aggregate = type === undefined ? undefined : EVENT_CATALOG.get(type)?.aggregate;
  if (type === undefined || aggregate === undefined) {
    throw new MappingError(
      `${what} has the type "${event.type.slice(0, 100)}", which this release does not know. Upgrade it, then retry.`,
    );
  }
  const [data] = commandList(event.data, what);
  const target = event.subject?.replace(AGGREGATE, '');
  if (target === undefined) throw new MappingError(`${what} lacks its subject: the ${aggregate} that it is about.`);
  const isRelayed = event.recordedby?.startsWith(INTEGRATION_PRINCIPAL) && SLUG.test(target);
  return {
    commands: [{ ...data, type, [aggregate]: target }],
    ...(isRelayed && { relayed: { stream: streamName(aggregate, target), type, data: event.data } }),
  };
}
