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
import type { Answer, Answers, Labels } from './error-labels.js';
import type { StreamCalls } from './stream-calls.js';

/** Subscriptions to all, with a filter, as the log takes them. */
export async function subscriptionCalls(calls: StreamCalls, answers: Answers): Promise<void> {
  await answers.note('a subscription after a position, with a filter', afterAPosition(calls));
  await answers.note('a subscription over events of others', overEventsOfOthers(calls));
  await answers.note('a subscription from the end', fromTheEnd(calls));
  await answers.note('a subscription after the place before an event', beforeAnEvent(calls));
  await beyondTheEnd(calls, answers);
}

/** What a subscription is told, in order, until it is left. */
class Heard {
  readonly seen: string[] = [];
  readonly checkpoints: Position[] = [];
  private readonly subscription;

  constructor(client: EventStoreDBClient, labels: Labels, fromPosition: ReadPosition, own: readonly string[]) {
    const filter = streamNameFilter({
      prefixes: own.map((label) => labels.stream(label)),
      // As the log asks for, and no interval, so that it is one window.
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
      this.seen.push(`${labels.plain(found?.streamId ?? '')} ${found?.revision ?? ''}`),
    );
  }

  /** Waits for this, to which a server may never come. */
  async until(last: string): Promise<void> {
    for (let waited = 0; !this.seen.includes(last) && waited < 2_000; waited += 10) await pause(10);
  }

  leave(): Promise<void> {
    return this.subscription.unsubscribe();
  }
}

async function afterAPosition({ client, labels }: StreamCalls): Promise<Answer> {
  const events = [0, 1, 2].map((number) => labels.event(number));
  const first = await client.appendToStream(labels.stream('s'), events.slice(0, 1));
  await client.appendToStream(labels.stream('s'), events.slice(1));
  const heard = new Heard(client, labels, first.position ?? END, ['s', 't']);
  await heard.until('caughtUp');
  await client.appendToStream(labels.stream('u'), labels.event(3), { expectedRevision: NO_STREAM });
  await client.appendToStream(labels.stream('t'), [labels.event(4), labels.event(5)], { expectedRevision: NO_STREAM });
  await heard.until('<t> 1');
  await heard.leave();
  return { seen: heard.seen };
}

/**
 * Catches up over windows with many events of its own, with none and with one; then, live, over one with one. Each
 * checkpoint is told by the event that it names, counted from where the subscription starts.
 */
async function overEventsOfOthers({ client, labels }: StreamCalls): Promise<Answer> {
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
  const heard = new Heard(client, labels, position, ['own']);
  await heard.until('caughtUp');
  await append('other', 500);
  await append('own', 1);
  for (const count of [70, 1, 1_000, 23]) await append('other', count);
  await heard.until('<own> 41');
  await append('own', 1);
  await heard.until('<own> 42');
  await heard.leave();
  const events: bigint[] = [];
  for await (const { event } of client.readAll({ direction: FORWARDS, fromPosition: position }))
    events.push(event?.position.commit ?? 0n);
  const checkpoints = heard.checkpoints.map(({ commit, prepare }) =>
    prepare === commit ? `of event ${events.indexOf(commit)}` : `before event ${events.indexOf(commit)}`,
  );
  return { seen: runs(heard.seen), checkpoints };
}

async function fromTheEnd({ client, labels }: StreamCalls): Promise<Answer> {
  await client.appendToStream(labels.stream('late'), labels.event(0));
  const heard = new Heard(client, labels, END, ['late']);
  await heard.until('caughtUp');
  await client.appendToStream(labels.stream('late'), labels.event(1));
  await heard.until('<late> 1');
  await heard.leave();
  return { seen: heard.seen };
}

/** From a place such as a checkpoint may name: of an event, but with a prepare position before it. */
async function beforeAnEvent({ client, labels }: StreamCalls): Promise<Answer> {
  const { position } = await client.appendToStream(labels.stream('there'), labels.event(0));
  await client.appendToStream(labels.stream('there'), labels.event(1));
  const place = { commit: position?.commit ?? 0n, prepare: 0n };
  const heard = new Heard(client, labels, place, ['there']);
  await heard.until('caughtUp');
  await heard.leave();
  const read: string[] = [];
  for await (const { event } of client.readAll({ direction: FORWARDS, fromPosition: place, maxCount: 1 }))
    read.push(`${labels.plain(event?.streamId ?? '')} ${event?.revision ?? ''}`);
  return { seen: heard.seen, read };
}

/** From where the log will come only later. */
async function beyondTheEnd(calls: StreamCalls, answers: Answers): Promise<void> {
  const { client, labels } = calls;
  const { position } = await client.appendToStream(labels.stream('early'), labels.event(0));
  const there = (position?.commit ?? 0n) + 100_000n;
  const beyond = { commit: there, prepare: there };
  await answers.note('read all from beyond the end', calls.readAll(FORWARDS, beyond, 2));
  await answers.note('read all backwards from beyond the end', calls.readAll(BACKWARDS, beyond, 2));
  await answers.note('read all backwards from the end', calls.readAll(BACKWARDS, END, 2));
  const heard = new Heard(client, labels, beyond, ['early']);
  await heard.until('caughtUp');
  await client.appendToStream(labels.stream('early'), labels.event(1));
  await client.appendToStream(labels.stream('early'), jsonEvent({ type: 'large', data: 'x'.repeat(200_000) }));
  await client.appendToStream(labels.stream('early'), labels.event(2));
  await heard.until('<early> 3');
  await heard.leave();
  await answers.note('a subscription after what is beyond the end', { seen: heard.seen });
  const last = 2n ** 64n - 1n;
  const never = new Heard(client, labels, { commit: last, prepare: last }, ['early']);
  await never.until('caughtUp');
  await client.appendToStream(labels.stream('early'), labels.event(3));
  await never.until('<early> 4');
  await never.leave();
  await answers.note('a subscription after the last place of all', { seen: never.seen });
}

/** The same without their numbers, and how often it comes in a row. */
function runs(seen: readonly string[]): string[] {
  const found: { name: string; times: number }[] = [];
  for (const name of seen.map((text) => text.replace(/ \d+$/, ''))) {
    const last = found.at(-1);
    if (last?.name === name) last.times += 1;
    else found.push({ name, times: 1 });
  }
  return found.map(({ name, times }) => (times === 1 ? name : `${name} × ${times}`));
}
