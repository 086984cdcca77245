import { randomUUID } from 'node:crypto';
import { EventStoreLog } from '../../../../src/event-log/eventstoredb/eventstoredb-event-log.js';
import type { ProposedEvent } from './stored-events.js';

/** For a server that answers, or says why it doesn't: the limits are longer than any test may take. */
export const PATIENT = { prefixes: ['claim-'], answerMs: 600_000, patienceMs: 600_000 };
/** For a server that falls silent: it is noticed soon, and the call is repeated until it succeeds. */
export const NOTICES_SILENCE = { ...PATIENT, answerMs: 300 };
/** For a server that never does what it is asked for: the log gives up within a test. */
export const GIVES_UP = { ...PATIENT, patienceMs: 1_500 };
export const GIVES_UP_ON_SILENCE = { ...GIVES_UP, answerMs: 300 };

/** The log with other limits, in place of this one. */
export async function reopened(log: EventStoreLog, url: string, limits: typeof PATIENT): Promise<EventStoreLog> {
  await log.close();
  return EventStoreLog.open(url, limits);
}

/** These faults, one for each call, then none; and how many calls there were. */
export function inTurn<Fault>(...faults: readonly Fault[]): { readonly next: () => Fault | undefined; calls: number } {
  const turns = { calls: 0, next: (): Fault | undefined => faults[turns.calls++] };
  return turns;
}

/** What waits until it is released. */
export function gate(): { readonly released: Promise<void>; readonly release: () => void } {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  return { released, release };
}

/** An event that another application wrote, with this for its data. */
export function foreignEvent(data: string): ProposedEvent {
  return {
    id: randomUUID(),
    type: 'ordered',
    contentType: 'application/json',
    data: Buffer.from(data),
    metadata: Buffer.from(''),
  };
}
