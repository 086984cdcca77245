import { ANY, jsonEvent, NO_STREAM, STREAM_EXISTS, type JSONEventData } from '@eventstore/db-client';
import type { CallResults } from './call-results.js';
import type { StreamCalls } from './stream-calls.js';

/** Calls appends of every kind by the client's method: `Append` for each, or one `BatchAppend` stream for all. */
export async function appendCalls(calls: StreamCalls, results: CallResults): Promise<void> {
  const { labels } = calls;
  await results.record('append to no stream, expecting 0', calls.append('a', 0n, [0]));
  await results.record('append to no stream, expecting that there is one', calls.append('a', STREAM_EXISTS, [0]));
  await results.record('append to no stream, expecting none', calls.append('a', NO_STREAM, [0, 1]));
  await results.record('append at the end', calls.append('a', 1n, [2]));
  await results.record('append anywhere', calls.append('a', ANY, [3]));
  await results.record('append, expecting that there is a stream', calls.append('a', STREAM_EXISTS, [4]));
  await results.record('append to a stream, expecting none', calls.append('a', NO_STREAM, [5]));
  await results.record('append behind the end', calls.append('a', 1n, [5]));
  await results.record('append beyond the end', calls.append('a', 9n, [5]));
  await results.record('the same again, expecting none', calls.append('a', NO_STREAM, [0, 1]));
  await results.record('the same again, expecting 1', calls.append('a', 1n, [2]));
  await results.record('the beginning of it again', calls.append('a', NO_STREAM, [0]));
  await results.record('more than it again', calls.append('a', NO_STREAM, [0, 1, 2]));
  await results.record('half of it again', calls.append('a', NO_STREAM, [0, 5]));
  await results.record('in another order', calls.append('a', NO_STREAM, [1, 0]));
  await results.record('the end of it', calls.append('a', NO_STREAM, [1]));
  await results.record('beyond the end, with known ids', calls.append('a', 9n, [3]));
  await results.record('the same again, anywhere', calls.append('a', ANY, [3]));
  await results.record('half known, anywhere', calls.append('a', ANY, [3, 5]));
  await results.record('the same again, expecting that there is a stream', calls.append('a', STREAM_EXISTS, [4]));
  await results.record('a known id at the end', calls.append('a', 4n, [4]));
  await results.record('a known id in another stream', calls.append('b', NO_STREAM, [0]));
  const large = (metadata: object, length: number) =>
    jsonEvent({ type: 'large', data: 'x'.repeat(length - 2), metadata: { ...metadata } });
  await results.record('more than 1 MiB', calls.appendEvents('c', [large({}, 1_048_577)]));
  await results.record('1 MiB, and metadata', calls.appendEvents('c', [large({ text: 'more' }, 1_048_576)]));
  await results.record(
    '1 MiB and more in two events',
    calls.appendEvents('c', [large({}, 1_048_576), labels.event(0)]),
  );
  const [one, two, three] = [0, 1, 2].map((number) => labels.event(number)) as [JSONEventData, ...JSONEventData[]];
  const pieces = { expectedRevision: NO_STREAM, batchAppendSize: 1 } as const;
  await results.record('in pieces', calls.appendEvents('e', [one, two, three] as JSONEventData[], pieces));
  const past = { expectedRevision: NO_STREAM, deadline: -10_000 } as const;
  await results.record('with a deadline that has passed', calls.appendEvents('f', [one], past));
  await results.record('nothing, behind the end', calls.appendEvents('a', [], { expectedRevision: 1n }));
}
