import { randomUUID } from 'node:crypto';
import type {
  EventLog,
  JsonObject,
  NewEvent,
  RecordedEvent,
  SubscriptionMessage,
} from '../../../src/event-log/event-log.js';

/** Returns an unused stream name. */
export function newStream(): string {
  return `claim-${randomUUID()}`;
}

export function newEvent(data: JsonObject = {}, type = 'claim-registered'): NewEvent {
  return { id: randomUUID(), type, data, metadata: { schemaVersion: 1 } };
}

/** Returns `count` events, numbered from 0 in their data. */
export function newEvents(count: number): NewEvent[] {
  return Array.from({ length: count }, (_, number) => newEvent({ number }));
}

export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

export function ids(events: readonly { readonly id: string }[]): string[] {
  return events.map(({ id }) => id);
}

/** Returns the first `count` events of a subscription. */
export async function follow(log: EventLog, after: string | undefined, count: number): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const message of log.subscribe({ after, signal: new AbortController().signal })) {
    if (message.kind === 'event' && events.push(message.event) === count) break;
  }
  return events;
}

/** Returns the next message of a subscription. */
export async function nextMessage(subscription: AsyncIterator<SubscriptionMessage>): Promise<SubscriptionMessage> {
  const result = await subscription.next();
  if (result.done === true) throw new Error('The subscription has ended.');
  return result.value;
}

/** Returns an object that delegates to the log, so that single methods can be replaced. */
export const delegateTo = (log: EventLog): EventLog => ({
  id: log.id,
  append: (stream, expected, events) => log.append(stream, expected, events),
  readStream: (stream, options) => log.readStream(stream, options),
  readAll: (options) => log.readAll(options),
  eventAt: (position) => log.eventAt(position),
  subscribe: (options) => log.subscribe(options),
  head: () => log.head(),
  close: () => log.close(),
});
