import { randomUUID } from 'node:crypto';
import { EventStoreLog } from '../../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import type { ProposedEvent } from './stored-events.js';

/** For a server that responds, also with an error: longer than any test may take. */
export const LONG_TIMEOUTS = { prefixes: ['claim-'], responseMs: 600_000, retryMs: 600_000 };
/** For a server that does not respond: the log notices it soon, and retries the call until it succeeds. */
export const SHORT_RESPONSE_TIMEOUT = { ...LONG_TIMEOUTS, responseMs: 300 };
/** For a server that always fails: the log gives up within a test. */
export const SHORT_RETRY_BUDGET = { ...LONG_TIMEOUTS, retryMs: 1_500 };
/** For a server that never responds: the log gives up within a test. */
export const SHORT_TIMEOUTS = { ...SHORT_RETRY_BUDGET, responseMs: 300 };

/** Closes the log and opens it again with other limits. */
export async function reopen(log: EventStoreLog, url: string, limits: typeof LONG_TIMEOUTS): Promise<EventStoreLog> {
  await log.close();
  return EventStoreLog.open(url, limits);
}

/** Returns one fault for each call, then none, and counts the calls. */
export function faultSequence<Fault>(...faults: readonly Fault[]): {
  readonly next: () => Fault | undefined;
  calls: number;
} {
  const turns = { calls: 0, next: (): Fault | undefined => faults[turns.calls++] };
  return turns;
}

/** A promise that resolves when it is released. */
export function gate(): { readonly released: Promise<void>; readonly release: () => void } {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  return { released, release };
}

/** An event of another application. */
export function foreignEvent(data: string): ProposedEvent {
  return {
    id: randomUUID(),
    type: 'ordered',
    contentType: 'application/json',
    data: Buffer.from(data),
    metadata: Buffer.from(''),
  };
}
