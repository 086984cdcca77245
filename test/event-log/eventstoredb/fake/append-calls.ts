import { ANY, jsonEvent, NO_STREAM, STREAM_EXISTS, type JSONEventData } from '@eventstore/db-client';
import type { Answers } from './error-labels.js';
import type { StreamCalls } from './stream-calls.js';

/** Appends of every kind, as this client makes them: each by a call of its own, or all by one that stays open. */
export async function appendCalls(calls: StreamCalls, answers: Answers): Promise<void> {
  const { labels } = calls;
  await answers.note('append to no stream, expecting 0', calls.append('a', 0n, [0]));
  await answers.note('append to no stream, expecting that there is one', calls.append('a', STREAM_EXISTS, [0]));
  await answers.note('append to no stream, expecting none', calls.append('a', NO_STREAM, [0, 1]));
  await answers.note('append at the end', calls.append('a', 1n, [2]));
  await answers.note('append anywhere', calls.append('a', ANY, [3]));
  await answers.note('append, expecting that there is a stream', calls.append('a', STREAM_EXISTS, [4]));
  await answers.note('append to a stream, expecting none', calls.append('a', NO_STREAM, [5]));
  await answers.note('append behind the end', calls.append('a', 1n, [5]));
  await answers.note('append beyond the end', calls.append('a', 9n, [5]));
  await answers.note('the same again, expecting none', calls.append('a', NO_STREAM, [0, 1]));
  await answers.note('the same again, expecting 1', calls.append('a', 1n, [2]));
  await answers.note('the beginning of it again', calls.append('a', NO_STREAM, [0]));
  await answers.note('more than it again', calls.append('a', NO_STREAM, [0, 1, 2]));
  await answers.note('half of it again', calls.append('a', NO_STREAM, [0, 5]));
  await answers.note('in another order', calls.append('a', NO_STREAM, [1, 0]));
  await answers.note('the end of it', calls.append('a', NO_STREAM, [1]));
  await answers.note('beyond the end, with known ids', calls.append('a', 9n, [3]));
  await answers.note('the same again, anywhere', calls.append('a', ANY, [3]));
  await answers.note('half known, anywhere', calls.append('a', ANY, [3, 5]));
  await answers.note('the same again, expecting that there is a stream', calls.append('a', STREAM_EXISTS, [4]));
  await answers.note('a known id at the end', calls.append('a', 4n, [4]));
  await answers.note('a known id in another stream', calls.append('b', NO_STREAM, [0]));
  const large = (metadata: object, length: number) =>
    jsonEvent({ type: 'large', data: 'x'.repeat(length - 2), metadata: { ...metadata } });
  await answers.note('more than 1 MiB', calls.appendEvents('c', [large({}, 1_048_577)]));
  await answers.note('1 MiB, and metadata', calls.appendEvents('c', [large({ text: 'more' }, 1_048_576)]));
  await answers.note('1 MiB and more in two events', calls.appendEvents('c', [large({}, 1_048_576), labels.event(0)]));
  const [one, two, three] = [0, 1, 2].map((number) => labels.event(number)) as [JSONEventData, ...JSONEventData[]];
  const pieces = { expectedRevision: NO_STREAM, batchAppendSize: 1 } as const;
  await answers.note('in pieces', calls.appendEvents('e', [one, two, three] as JSONEventData[], pieces));
  const past = { expectedRevision: NO_STREAM, deadline: -10_000 } as const;
  await answers.note('with a deadline that has passed', calls.appendEvents('f', [one], past));
  await answers.note('nothing, behind the end', calls.appendEvents('a', [], { expectedRevision: 1n }));
}
