import { setTimeout as pause } from 'node:timers/promises';
import {
  BACKWARDS,
  END,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  streamNameFilter,
  type EventStoreDBClient,
  type Position,
  type ReadPosition,
  type ResolvedEvent,
} from '@eventstore/db-client';
import type { CallResult, CallResults, Labels } from './call-results.js';
import type { StreamCalls } from './stream-calls.js';

/** Filtered subscriptions to all, as the log makes them. */
export async function subscriptionCalls(calls: StreamCalls, results: CallResults): Promise<void> {
  await results.record('a subscription after a position, with a filter', afterAPosition(calls));
  await results.record('a subscription over events of others', overEventsOfOthers(calls));
  await results.record('a subscription from the end', fromTheEnd(calls));
  await results.record('a subscription after the position before an event', beforeAnEvent(calls));
  await beyondTheEnd(calls, results);
}

/** Records the messages of a subscription in order. */
class SubscriptionRecorder {
  readonly seen: string[] = [];
  readonly checkpoints: Position[] = [];
  private readonly subscription;

  constructor(client: EventStoreDBClient, labels: Labels, fromPosition: ReadPosition, own: readonly string[]) {
    const filter = streamNameFilter({
      prefixes: own.map((label) => labels.stream(label)),
      // The window that the log requests; without an interval, it is one window.
      maxSearchWindow: 1_024,
      checkpointReached: (_subscription, position) => {
        this.checkpoints.push(position);
        this.seen.push(`checkpoint ${this.checkpoints.length}`);
      },
    });
    this.subscription = client.subscribeToAll({ fromPosition, filter });
    this.subscription.on('error', (error) => this.seen.push(error.name));
    for (const name of ['confirmation', 'caughtUp'] as const)
      this.subscription.on(name as 'caughtUp', () => this.seen.push(name));
    this.subscription.on('data', ({ event: found }: ResolvedEvent) =>
      this.seen.push(`${labels.withLabels(found?.streamId ?? '')} ${found?.revision ?? ''}`),
    );
  }

  /** Waits up to two seconds for a message, which a server may never send. */
  async until(last: string): Promise<void> {
    for (let waited = 0; !this.seen.includes(last) && waited < 2_000; waited += 10) await pause(10);
  }

  leave(): Promise<void> {
    return this.subscription.unsubscribe();
  }
}

async function afterAPosition({ client, labels }: StreamCalls): Promise<CallResult> {
  const events = [0, 1, 2].map((number) => labels.event(number));
  const first = await client.appendToStream(labels.stream('s'), events.slice(0, 1));
  await client.appendToStream(labels.stream('s'), events.slice(1));
  const recorder = new SubscriptionRecorder(client, labels, first.position ?? END, ['s', 't']);
  await recorder.until('caughtUp');
  await client.appendToStream(labels.stream('u'), labels.event(3), { expectedRevision: NO_STREAM });
  await client.appendToStream(labels.stream('t'), [labels.event(4), labels.event(5)], { expectedRevision: NO_STREAM });
  await recorder.until('<t> 1');
  await recorder.leave();
  return { seen: recorder.seen };
}

/**
 * Catches up over windows with many, no and one matching event; then, live, over a window with one. Each checkpoint is
 * reported as the index of its event, counted from the start of the subscription.
 */
async function overEventsOfOthers({ client, labels }: StreamCalls): Promise<CallResult> {
  const append = (label: string, count: number) =>
    client.appendToStream(
      labels.stream(label),
      Array.from({ length: count }, () => jsonEvent({ type: 'numbered', data: {} })),
    );
  const { position = { commit: 0n, prepare: 0n } } = await append('other', 1);
  await append('own', 40);
  for (const count of [1_000, 1_000, 200]) await append('other', count);
  await append('own', 1);
  await append('other', 259);
  const recorder = new SubscriptionRecorder(client, labels, position, ['own']);
  await recorder.until('caughtUp');
  await append('other', 500);
  await append('own', 1);
  for (const count of [70, 1, 1_000, 23]) await append('other', count);
  await recorder.until('<own> 41');
  await append('own', 1);
  await recorder.until('<own> 42');
  await recorder.leave();
  const events: bigint[] = [];
  for await (const { event } of client.readAll({ direction: FORWARDS, fromPosition: position }))
    events.push(event?.position.commit ?? 0n);
  const checkpoints = recorder.checkpoints.map(({ commit, prepare }) =>
    prepare === commit ? `of event ${events.indexOf(commit)}` : `before event ${events.indexOf(commit)}`,
  );
  return { seen: countRepeats(recorder.seen), checkpoints };
}

async function fromTheEnd({ client, labels }: StreamCalls): Promise<CallResult> {
  await client.appendToStream(labels.stream('late'), labels.event(0));
  const recorder = new SubscriptionRecorder(client, labels, END, ['late']);
  await recorder.until('caughtUp');
  await client.appendToStream(labels.stream('late'), labels.event(1));
  await recorder.until('<late> 1');
  await recorder.leave();
  return { seen: recorder.seen };
}

/** Starts at a position as in a checkpoint: the commit position of an event with an earlier prepare position. */
async function beforeAnEvent({ client, labels }: StreamCalls): Promise<CallResult> {
  const { position } = await client.appendToStream(labels.stream('there'), labels.event(0));
  await client.appendToStream(labels.stream('there'), labels.event(1));
  const start = { commit: position?.commit ?? 0n, prepare: 0n };
  const recorder = new SubscriptionRecorder(client, labels, start, ['there']);
  await recorder.until('caughtUp');
  await recorder.leave();
  const read: string[] = [];
  for await (const { event } of client.readAll({ direction: FORWARDS, fromPosition: start, maxCount: 1 }))
    read.push(`${labels.withLabels(event?.streamId ?? '')} ${event?.revision ?? ''}`);
  return { seen: recorder.seen, read };
}

/** Starts at a position that the log reaches only later. */
async function beyondTheEnd(calls: StreamCalls, results: CallResults): Promise<void> {
  const { client, labels } = calls;
  const { position } = await client.appendToStream(labels.stream('early'), labels.event(0));
  const there = (position?.commit ?? 0n) + 100_000n;
  const beyond = { commit: there, prepare: there };
  await results.record('read all from beyond the end', calls.readAll(FORWARDS, beyond, 2));
  await results.record('read all backwards from beyond the end', calls.readAll(BACKWARDS, beyond, 2));
  await results.record('read all backwards from the end', calls.readAll(BACKWARDS, END, 2));
  const recorder = new SubscriptionRecorder(client, labels, beyond, ['early']);
  await recorder.until('caughtUp');
  await client.appendToStream(labels.stream('early'), labels.event(1));
  await client.appendToStream(labels.stream('early'), jsonEvent({ type: 'large', data: 'x'.repeat(200_000) }));
  await client.appendToStream(labels.stream('early'), labels.event(2));
  await recorder.until('<early> 3');
  await recorder.leave();
  await results.record('a subscription after a position beyond the end', { seen: recorder.seen });
  const last = 2n ** 64n - 1n;
  const never = new SubscriptionRecorder(client, labels, { commit: last, prepare: last }, ['early']);
  await never.until('caughtUp');
  await client.appendToStream(labels.stream('early'), labels.event(3));
  await never.until('<early> 4');
  await never.leave();
  await results.record('a subscription after the last possible position', { seen: never.seen });
}

/** Returns the messages without their numbers, with a count of consecutive repetitions. */
function countRepeats(seen: readonly string[]): string[] {
  const found: { name: string; times: number }[] = [];
  for (const name of seen.map((text) => text.replace(/ \d+$/, ''))) {
    const last = found.at(-1);
    if (last?.name === name) last.times += 1;
    else found.push({ name, times: 1 });
  }
  return found.map(({ name, times }) => (times === 1 ? name : `${name} × ${times}`));
}
