import { setTimeout as pause } from 'node:timers/promises';
import {
  BACKWARDS,
  END,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  START,
  streamNameFilter,
  type EventStoreDBClient,
  type ReadRevision,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { appendCalls } from './append-calls.js';
import { Answers, Labels, text, type Answer } from './labels.js';

/** The calls that the log makes, and some more around them, on a server that nobody else writes to. */
export async function answersOf(client: EventStoreDBClient): Promise<Record<string, Answer>> {
  const [labels, answers] = [new Labels(), new Answers()];
  await appendCalls(client, labels, answers);
  const unnamed = client.appendToStream(labels.stream('g'), { ...labels.event(0), id: 'none' });
  const refused = unnamed.then(() => ({ success: true }), labels.failure.bind(labels));
  await answers.note('an id that is no UUID', refused);
  await readCalls(client, labels, answers);
  return answers.all;
}

/** What the client's appends are answered if they share one call. */
export async function batchAnswersOf(client: EventStoreDBClient): Promise<Record<string, Answer>> {
  const answers = new Answers();
  await appendCalls(client, new Labels(), answers);
  return answers.all;
}

/** Reads of what `appendCalls` appended, and of events that are out of the ordinary. */
async function readCalls(client: EventStoreDBClient, labels: Labels, answers: Answers): Promise<void> {
  const shape = ({ event: found, link, commitPosition }: ResolvedEvent): Answer => ({
    stream: labels.plain(found?.streamId ?? ''),
    revision: text(found?.revision),
    id: labels.ids.indexOf(found?.id ?? ''),
    type: found?.type,
    isJson: found?.isJson,
    data: found?.data instanceof Uint8Array ? [...found.data] : found?.data,
    metadata: found?.metadata instanceof Uint8Array ? [...found.metadata] : found?.metadata,
    createdLately: Math.abs(Date.now() - (found?.created.getTime() ?? 0)) < 600_000,
    positions: found?.position?.commit === found?.position?.prepare,
    commitPosition: commitPosition === found?.position?.commit,
    linked: link !== undefined,
  });
  const read = async (
    label: string,
    direction: typeof FORWARDS | typeof BACKWARDS,
    fromRevision: ReadRevision,
    maxCount?: number,
  ): Promise<Answer> => {
    try {
      const events: (string | undefined)[] = [];
      const options = { direction, fromRevision, ...(maxCount !== undefined && { maxCount }) };
      for await (const { event: found } of client.readStream(labels.stream(label), options))
        events.push(text(found?.revision));
      return { revisions: events };
    } catch (error) {
      return labels.failure(error);
    }
  };

  await answers.note('read no stream', read('none', FORWARDS, START));
  await answers.note('read no stream backwards', read('none', BACKWARDS, END));
  await answers.note('read from the start', read('a', FORWARDS, START));
  await answers.note('read from 2', read('a', FORWARDS, 2n));
  await answers.note('read from 1, two of them', read('a', FORWARDS, 1n, 2));
  await answers.note('read from beyond the end', read('a', FORWARDS, 77n));
  await answers.note('read backwards', read('a', BACKWARDS, END));
  await answers.note('read backwards from 1', read('a', BACKWARDS, 1n));
  await answers.note('read backwards from beyond the end', read('a', BACKWARDS, 77n, 2));

  const odd = [
    jsonEvent({
      id: labels.ids[6] ?? '',
      type: 'Typ-名',
      data: { text: 'Ünï 漢字 🧾 \u0000' },
      metadata: { by: 'Zoë' },
    }),
    jsonEvent({ id: labels.ids[7] ?? '', type: 'list', data: [1, 2] }),
    {
      id: labels.ids[8] ?? '',
      type: 'binary',
      contentType: 'application/octet-stream' as const,
      data: Uint8Array.of(1, 2, 255),
      metadata: Uint8Array.of(7),
    },
  ];
  await client.appendToStream(labels.stream('d-名'), odd, { expectedRevision: NO_STREAM });
  const shapes: Answer[] = [];
  let from: ResolvedEvent['event'];
  for await (const found of client.readStream(labels.stream('d-名'))) {
    from ??= found.event;
    shapes.push(shape(found));
  }
  await answers.note('events as they are', { shapes });

  const position = from?.position ?? { commit: 0n, prepare: 0n };
  const all: Answer[] = [];
  for await (const found of client.readAll({ fromPosition: position, maxCount: 2 })) all.push(shape(found));
  await answers.note('read all from a position, itself included', { all });
  const back: (string | undefined)[] = [];
  for await (const { event: found } of client.readAll({ fromPosition: position, direction: BACKWARDS, maxCount: 1 })) {
    back.push(labels.plain(found?.streamId ?? ''), text(found?.revision));
  }
  await answers.note('read all backwards from a position, itself left out', { back });

  const seen: string[] = [];
  let reached: bigint | undefined;
  const filter = streamNameFilter({
    prefixes: [labels.stream('a'), labels.stream('d-名')],
    maxSearchWindow: 32,
    checkpointReached: (_subscription, at) => void (reached = at.commit),
  });
  const subscription = client.subscribeToAll({ fromPosition: position, filter });
  subscription.on('error', (error) => seen.push(error.name));
  for (const name of ['confirmation', 'caughtUp'] as const) subscription.on(name as 'caughtUp', () => seen.push(name));
  subscription.on('data', ({ event: found }: ResolvedEvent) =>
    seen.push(`${labels.plain(found?.streamId ?? '')} ${found?.revision ?? ''}`),
  );
  await until(() => seen.includes('caughtUp'));
  await client.appendToStream(labels.stream('b'), labels.event(9), { expectedRevision: 0n });
  await client.appendToStream(labels.stream('a'), [labels.event(10), labels.event(11)], { expectedRevision: 5n });
  await until(() => seen.length >= 6);
  for (let number = 0; number < 70; number += 1)
    await client.appendToStream(labels.stream('foreign'), jsonEvent({ type: 'foreign', data: {} }));
  await until(() => reached !== undefined);
  await subscription.unsubscribe();
  await answers.note('a subscription after a position, with a filter', {
    seen,
    checkpointBehindIt: (reached ?? 0n) > position.commit,
  });
}

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds() && waited < 5_000; waited += 10) await pause(10);
}
