import type { EventLog, JsonObject, RecordedEvent, SubscriptionMessage } from './event-log.js';

/**
 * Converts events of one type and schema version to the next version, which may have another type. The version is in the
 * event's metadata: `schemaVersion`, an integer from 1; the log increments it. An upcaster is pure: stored events don't
 * change, and every read gives the same result.
 */
export interface Upcaster {
  readonly type: string;
  readonly schemaVersion: number;
  upcast(event: RecordedEvent): { readonly type: string; readonly data: JsonObject };
}

/**
 * The same log, read through upcasters: each event is upcast until none applies. Events without a version are returned
 * unchanged.
 *
 * @throws RangeError if two upcasters are for the same type and version
 */
export function withUpcasters(log: EventLog, upcasters: readonly Upcaster[]): EventLog {
  if (upcasters.length === 0) return log;
  const upcast = upcastBy(upcasters);
  return {
    id: log.id,
    append: (stream, expected, events) => log.append(stream, expected, events),
    readStream: (stream, options) => map(log.readStream(stream, options), upcast),
    readAll: (options) => map(log.readAll(options), upcast),
    eventAt: async (position) => {
      const event = await log.eventAt(position);
      return event && upcast(event);
    },
    subscribe: (options) =>
      map(log.subscribe(options), (message): SubscriptionMessage =>
        message.kind === 'event' ? { kind: 'event', event: upcast(message.event) } : message,
      ),
    head: () => log.head(),
    ...(log.count && { count: log.count.bind(log) }),
    ...(log.erase && { erase: log.erase.bind(log) }),
    ...(log.checkWritable && { checkWritable: log.checkWritable.bind(log) }),
    close: () => log.close(),
  };
}

/** Upcasts one event as such a log does. Throws a RangeError like `withUpcasters`. */
export function upcastBy(upcasters: readonly Upcaster[]): (event: RecordedEvent) => RecordedEvent {
  const byVersion = new Map(upcasters.map((upcaster) => [key(upcaster.type, upcaster.schemaVersion), upcaster]));
  if (byVersion.size < upcasters.length) throw new RangeError('Two upcasters are for the same type and version.');
  return (stored) => {
    let event = stored;
    for (;;) {
      const version = event.metadata['schemaVersion'];
      const upcaster = typeof version === 'number' ? byVersion.get(key(event.type, version)) : undefined;
      if (!upcaster) return event;
      const { type, data } = upcaster.upcast(event);
      event = { ...event, type, data, metadata: { ...event.metadata, schemaVersion: upcaster.schemaVersion + 1 } };
    }
  };
}

function key(type: string, schemaVersion: number): string {
  return `${schemaVersion} ${type}`;
}

async function* map<T, U>(source: AsyncIterable<T>, change: (item: T) => U): AsyncGenerator<U> {
  for await (const item of source) yield change(item);
}
