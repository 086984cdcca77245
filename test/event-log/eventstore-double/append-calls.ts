import {
  ANY,
  jsonEvent,
  NO_STREAM,
  STREAM_EXISTS,
  type AppendExpectedRevision,
  type AppendToStreamOptions,
  type EventStoreDBClient,
  type JSONEventData,
} from '@eventstore/db-client';
import { text, type Answer, type Answers, type Labels } from './labels.js';

/** Appends of every kind, as this client makes them: each by a call of its own, or all by one that stays open. */
export async function appendCalls(client: EventStoreDBClient, labels: Labels, answers: Answers): Promise<void> {
  const appendEvents = async (
    label: string,
    events: readonly JSONEventData[],
    options: AppendToStreamOptions = {},
  ): Promise<Answer> => {
    const stream = labels.stream(label);
    try {
      const { nextExpectedRevision, position, success } = await client.appendToStream(stream, [...events], options);
      let same = false;
      for await (const { event: found } of client.readStream(stream, {
        fromRevision: nextExpectedRevision,
        maxCount: 1,
      })) {
        same = found?.position?.commit === position?.commit && position?.commit === position?.prepare;
      }
      return { success, revision: text(nextExpectedRevision), positionOfThatEvent: same };
    } catch (error) {
      return labels.failure(error);
    }
  };
  const append = (label: string, expectedRevision: AppendExpectedRevision, numbers: readonly number[]) =>
    appendEvents(
      label,
      numbers.map((number) => labels.event(number)),
      { expectedRevision },
    );

  await answers.note('append to no stream, expecting 0', append('a', 0n, [0]));
  await answers.note('append to no stream, expecting that there is one', append('a', STREAM_EXISTS, [0]));
  await answers.note('append to no stream, expecting none', append('a', NO_STREAM, [0, 1]));
  await answers.note('append at the end', append('a', 1n, [2]));
  await answers.note('append anywhere', append('a', ANY, [3]));
  await answers.note('append, expecting that there is a stream', append('a', STREAM_EXISTS, [4]));
  await answers.note('append to a stream, expecting none', append('a', NO_STREAM, [5]));
  await answers.note('append behind the end', append('a', 1n, [5]));
  await answers.note('append beyond the end', append('a', 9n, [5]));
  await answers.note('the same again, expecting none', append('a', NO_STREAM, [0, 1]));
  await answers.note('the same again, expecting 1', append('a', 1n, [2]));
  await answers.note('the beginning of it again', append('a', NO_STREAM, [0]));
  await answers.note('more than it again', append('a', NO_STREAM, [0, 1, 2]));
  await answers.note('half of it again', append('a', NO_STREAM, [0, 5]));
  await answers.note('in another order', append('a', NO_STREAM, [1, 0]));
  await answers.note('the end of it', append('a', NO_STREAM, [1]));
  await answers.note('beyond the end, with known ids', append('a', 9n, [3]));
  await answers.note('the same again, anywhere', append('a', ANY, [3]));
  await answers.note('half known, anywhere', append('a', ANY, [3, 5]));
  await answers.note('the same again, expecting that there is a stream', append('a', STREAM_EXISTS, [4]));
  await answers.note('a known id at the end', append('a', 4n, [4]));
  await answers.note('a known id in another stream', append('b', NO_STREAM, [0]));
  const large = (metadata: object, length: number) =>
    jsonEvent({ type: 'large', data: 'x'.repeat(length - 2), metadata: { ...metadata } });
  await answers.note('more than 1 MiB', appendEvents('c', [large({}, 1_048_577)]));
  await answers.note('1 MiB, and metadata', appendEvents('c', [large({ text: 'more' }, 1_048_576)]));
  await answers.note('1 MiB and more in two events', appendEvents('c', [large({}, 1_048_576), labels.event(0)]));
  const [one, two, three] = [0, 1, 2].map((number) => labels.event(number)) as [JSONEventData, ...JSONEventData[]];
  const pieces = { expectedRevision: NO_STREAM, batchAppendSize: 1 } as const;
  await answers.note('in pieces', appendEvents('e', [one, two, three] as JSONEventData[], pieces));
  const past = { expectedRevision: NO_STREAM, deadline: -10_000 } as const;
  await answers.note('with a deadline that has passed', appendEvents('f', [one], past));
  await answers.note('nothing, behind the end', appendEvents('a', [], { expectedRevision: 1n }));
}
