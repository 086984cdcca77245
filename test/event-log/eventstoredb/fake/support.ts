import { randomUUID } from 'node:crypto';
import type { ProposedEvent } from './stored-events.js';

/** Silence is noticed, and patience ends, within a test. */
export const SHORT = { prefixes: ['claim-'], answerMs: 300, patienceMs: 1_500 };

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
