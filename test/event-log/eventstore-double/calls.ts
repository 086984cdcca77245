import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  ANY,
  BACKWARDS,
  END,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  START,
  STREAM_EXISTS,
  streamNameFilter,
  type AppendExpectedRevision,
  type JSONEventData,
  type ReadRevision,
  type ResolvedEvent,
} from '@eventstore/db-client';
import type { Client } from '../../../src/event-log/eventstore-connection.js';

/** What a server answered, without what differs from time to time: names, ids, positions, clocks. */
type Answer = Readonly<Record<string, unknown>>;

/** The calls that the log makes, and some more around them, on a server that nobody else writes to. */
export async function answersOf(client: Client): Promise<Record<string, Answer>> {
  const names = new Map<string, string>();
  const stream = (label: string): string => {
    const name = names.get(label) ?? `claim-${label}-${randomUUID()}`;
    names.set(label, name);
    return name;
  };
  const plain = (text: string): string =>
    [...names].reduce((changed, [label, name]) => changed.replaceAll(name, `<${label}>`), text);
  const ids = Array.from({ length: 12 }, () => randomUUID());
  const event = (number: number): JSONEventData =>
    jsonEvent({ id: ids[number] ?? '', type: 'numbered', data: { number }, metadata: { schemaVersion: 1 } });
  const failure = (error: unknown): Answer => {
    const { type, code, message, actualVersion, expectedVersion, maxAppendSize } = error as Record<string, unknown>;
    const said = typeof message === 'string' ? plain(message) : message;
    return {
      failed: {
        type,
        code,
        message: said,
        actual: text(actualVersion),
        expected: text(expectedVersion),
        maxAppendSize,
      },
    };
  };
  const append = async (label: string, expectedRevision: AppendExpectedRevision, numbers: readonly number[]) => {
    try {
      const answer = await client.appendToStream(stream(label), numbers.map(event), { expectedRevision });
      const { nextExpectedRevision, position, success } = answer;
      let same = false;
      for await (const { event: found } of client.readStream(stream(label), {
        fromRevision: nextExpectedRevision,
        maxCount: 1,
      })) {
        same = found?.position?.commit === position?.commit && position?.commit === position?.prepare;
      }
      return { success, revision: text(nextExpectedRevision), positionOfThatEvent: same };
    } catch (error) {
      return failure(error);
    }
  };
  const shape = ({ event: found, link, commitPosition }: ResolvedEvent): Answer => ({
    stream: plain(found?.streamId ?? ''),
    revision: text(found?.revision),
    id: (ids as readonly string[]).indexOf(found?.id ?? ''),
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
      for await (const { event: found } of client.readStream(stream(label), options))
        events.push(text(found?.revision));
      return { revisions: events };
    } catch (error) {
      return failure(error);
    }
  };

  const answers: Record<string, Answer> = {};
  const note = async (name: string, answer: Answer | Promise<Answer>): Promise<void> => {
    answers[name] = JSON.parse(JSON.stringify(await answer)) as Answer;
  };

  await note('append to no stream, expecting 0', append('a', 0n, [0]));
  await note('append to no stream, expecting that there is one', append('a', STREAM_EXISTS, [0]));
  await note('append to no stream, expecting none', append('a', NO_STREAM, [0, 1]));
  await note('append at the end', append('a', 1n, [2]));
  await note('append anywhere', append('a', ANY, [3]));
  await note('append, expecting that there is a stream', append('a', STREAM_EXISTS, [4]));
  await note('append to a stream, expecting none', append('a', NO_STREAM, [5]));
  await note('append behind the end', append('a', 1n, [5]));
  await note('append beyond the end', append('a', 9n, [5]));
  await note('the same again, expecting none', append('a', NO_STREAM, [0, 1]));
  await note('the same again, expecting 1', append('a', 1n, [2]));
  await note('the beginning of it again', append('a', NO_STREAM, [0]));
  await note('more than it again', append('a', NO_STREAM, [0, 1, 2]));
  await note('half of it again', append('a', NO_STREAM, [0, 5]));
  await note('in another order', append('a', NO_STREAM, [1, 0]));
  await note('the end of it', append('a', NO_STREAM, [1]));
  await note('beyond the end, with known ids', append('a', 9n, [3]));
  await note('the same again, anywhere', append('a', ANY, [3]));
  await note('half known, anywhere', append('a', ANY, [3, 5]));
  await note('the same again, expecting that there is a stream', append('a', STREAM_EXISTS, [4]));
  await note('a known id at the end', append('a', 4n, [4]));
  await note('a known id in another stream', append('b', NO_STREAM, [0]));
  const large = jsonEvent({ type: 'large', data: { text: 'x'.repeat(1_048_576) } });
  await note(
    'more than 1 MiB',
    client.appendToStream(stream('c'), large).then(() => ({ success: true }), failure),
  );

  await note('read no stream', read('none', FORWARDS, START));
  await note('read no stream backwards', read('none', BACKWARDS, END));
  await note('read from the start', read('a', FORWARDS, START));
  await note('read from 2', read('a', FORWARDS, 2n));
  await note('read from 1, two of them', read('a', FORWARDS, 1n, 2));
  await note('read from beyond the end', read('a', FORWARDS, 77n));
  await note('read backwards', read('a', BACKWARDS, END));
  await note('read backwards from 1', read('a', BACKWARDS, 1n));
  await note('read backwards from beyond the end', read('a', BACKWARDS, 77n, 2));

  const odd = [
    jsonEvent({ id: ids[6] ?? '', type: 'Typ-名', data: { text: 'Ünï 漢字 🧾 \u0000' }, metadata: { by: 'Zoë' } }),
    jsonEvent({ id: ids[7] ?? '', type: 'list', data: [1, 2] }),
    {
      id: ids[8] ?? '',
      type: 'binary',
      contentType: 'application/octet-stream' as const,
      data: Uint8Array.of(1, 2, 255),
      metadata: Uint8Array.of(7),
    },
  ];
  await client.appendToStream(stream('d-名'), odd, { expectedRevision: NO_STREAM });
  const shapes: Answer[] = [];
  let from: ResolvedEvent['event'];
  for await (const found of client.readStream(stream('d-名'))) {
    from ??= found.event;
    shapes.push(shape(found));
  }
  await note('events as they are', { shapes });

  const position = from?.position ?? { commit: 0n, prepare: 0n };
  const all: Answer[] = [];
  for await (const found of client.readAll({ fromPosition: position, maxCount: 2 })) all.push(shape(found));
  await note('read all from a position, itself included', { all });
  const back: (string | undefined)[] = [];
  for await (const { event: found } of client.readAll({ fromPosition: position, direction: BACKWARDS, maxCount: 1 })) {
    back.push(plain(found?.streamId ?? ''), text(found?.revision));
  }
  await note('read all backwards from a position, itself left out', { back });

  const seen: string[] = [];
  let reached: bigint | undefined;
  const filter = streamNameFilter({
    prefixes: [stream('a'), stream('d-名')],
    maxSearchWindow: 32,
    checkpointReached: (_subscription, at) => void (reached = at.commit),
  });
  const subscription = client.subscribeToAll({ fromPosition: position, filter });
  subscription.on('error', (error) => seen.push(error.name));
  for (const name of ['confirmation', 'caughtUp'] as const) subscription.on(name as 'caughtUp', () => seen.push(name));
  subscription.on('data', ({ event: found }: ResolvedEvent) =>
    seen.push(`${plain(found?.streamId ?? '')} ${found?.revision ?? ''}`),
  );
  await until(() => seen.includes('caughtUp'));
  await append('b', 0n, [9]);
  await append('a', 5n, [10, 11]);
  await until(() => seen.length >= 6);
  for (let number = 0; number < 70; number += 1)
    await client.appendToStream(stream('foreign'), jsonEvent({ type: 'foreign', data: {} }));
  await until(() => reached !== undefined);
  await subscription.unsubscribe();
  await note('a subscription after a position, with a filter', {
    seen,
    checkpointBehindIt: (reached ?? 0n) > position.commit,
  });
  return answers;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'bigint' || typeof value === 'string' ? String(value) : undefined;

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds() && waited < 5_000; waited += 10) await pause(10);
}
