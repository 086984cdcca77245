import {
  ANY,
  BACKWARDS,
  END,
  FORWARDS,
  NO_STREAM,
  START,
  STREAM_EXISTS,
  type DeleteStreamOptions,
  type StreamMetadata,
} from '@eventstore/db-client';
import type { CallResult, CallResults } from './call-results.js';
import type { StreamCalls } from './stream-calls.js';

/** Calls on streams that were deleted, tombstoned or truncated. */
export async function deletionCalls(calls: StreamCalls, results: CallResults): Promise<void> {
  await deleteCalls(calls, results);
  await tombstoneCalls(calls, results);
  await truncateCalls(calls, results);
}

type Expected = NonNullable<DeleteStreamOptions['expectedRevision']>;

async function deleteCalls(calls: StreamCalls, results: CallResults): Promise<void> {
  const { client, labels } = calls;
  const deleteStream = (label: string, expectedRevision: Expected): Promise<CallResult> =>
    calls.resultOf(async () => {
      const { position } = await client.deleteStream(labels.stream(label), { expectedRevision });
      return { hasPosition: position !== undefined };
    });

  await results.record('delete no stream', deleteStream('never', ANY));
  await results.record('read no stream that was deleted', calls.read('never', FORWARDS, START));
  await calls.append('x', NO_STREAM, [0, 1, 2]);
  await results.record('delete a stream, expecting none', deleteStream('x', NO_STREAM));
  await results.record('delete a stream behind its end', deleteStream('x', 1n));
  await results.record('delete a stream beyond its end', deleteStream('x', 9n));
  await results.record('delete a stream', deleteStream('x', 2n));
  await results.record('all backwards from a deletion', calls.readAll(BACKWARDS, END, 2));
  await results.record('read a deleted stream', calls.read('x', FORWARDS, START));
  await results.record('read a deleted stream backwards', calls.read('x', BACKWARDS, END));
  await results.record('delete a deleted stream', deleteStream('x', ANY));
  await results.record('append to a deleted stream what it held', calls.append('x', NO_STREAM, [0, 1, 2]));
  await results.record('append to a deleted stream half of what it held', calls.append('x', NO_STREAM, [0, 3]));
  await results.record('append to a deleted stream, expecting one', calls.append('x', STREAM_EXISTS, [3]));
  await results.record('append behind the end of a deleted stream', calls.append('x', 1n, [3]));
  await results.record('append nothing to a deleted stream', calls.append('x', NO_STREAM, []));
  await results.record('read a deleted stream, after nothing', calls.read('x', FORWARDS, START));
  await results.record('append to a deleted stream, expecting none', calls.append('x', NO_STREAM, [3, 4]));
  await results.record('all backwards from a recreated stream', calls.readAll(BACKWARDS, END, 3));
  await results.record('read a recreated stream', calls.read('x', FORWARDS, START));
  await results.record('read a recreated stream backwards', calls.read('x', BACKWARDS, END));
  await results.record('the same again to a recreated stream', calls.append('x', NO_STREAM, [3, 4]));
  await results.record('delete a recreated stream, anywhere', deleteStream('x', ANY));
  await results.record('append to a deleted stream at its end', calls.append('x', 4n, [5]));
  await results.record('read a stream continued at its end', calls.read('x', FORWARDS, START));
  await deleteStream('x', ANY);
  await results.record('append to a deleted stream, anywhere', calls.append('x', ANY, [6]));
  await results.record('read a stream continued anywhere', calls.read('x', FORWARDS, START));
}

async function tombstoneCalls(calls: StreamCalls, results: CallResults): Promise<void> {
  const { client, labels } = calls;
  const tombstone = (label: string, expectedRevision: Expected): Promise<CallResult> =>
    calls.resultOf(async () => {
      const { position } = await client.tombstoneStream(labels.stream(label), { expectedRevision });
      return { hasPosition: position !== undefined };
    });

  await results.record('tombstone no stream', tombstone('nobody', ANY));
  await results.record('append after the tombstone of no stream', calls.append('nobody', NO_STREAM, [0]));
  await calls.append('y', NO_STREAM, [0, 1]);
  await results.record('tombstone a stream, expecting none', tombstone('y', NO_STREAM));
  await results.record('tombstone a stream beyond its end', tombstone('y', 9n));
  await results.record('tombstone a stream', tombstone('y', 1n));
  await results.record('all backwards from a tombstone', calls.readAll(BACKWARDS, END, 2));
  await results.record('read a tombstoned stream', calls.read('y', FORWARDS, START));
  await results.record('read a tombstoned stream backwards', calls.read('y', BACKWARDS, END));
  await results.record('append to a tombstoned stream what it held', calls.append('y', NO_STREAM, [0, 1]));
  await results.record('append to a tombstoned stream, expecting none', calls.append('y', NO_STREAM, [2]));
  await results.record('append to a tombstoned stream at its end', calls.append('y', 1n, [2]));
  await results.record('append to a tombstoned stream, anywhere', calls.append('y', ANY, [2]));
  await results.record('append to a tombstoned stream, expecting one', calls.append('y', STREAM_EXISTS, [2]));
  await results.record('tombstone a tombstoned stream', tombstone('y', ANY));
  const deleteStream = async (): Promise<CallResult> => ({ ...(await client.deleteStream(labels.stream('y'))) });
  await results.record('delete a tombstoned stream', calls.resultOf(deleteStream));
}

async function truncateCalls(calls: StreamCalls, results: CallResults): Promise<void> {
  const { client, labels } = calls;
  const setMetadata = (metadata: StreamMetadata): Promise<CallResult> =>
    calls.resultOf(async () => {
      const { nextExpectedRevision } = await client.setStreamMetadata(labels.stream('z'), metadata);
      return { revision: String(nextExpectedRevision) };
    });
  const reads = async (metadata: StreamMetadata): Promise<CallResult> => ({
    metadata: await setMetadata(metadata),
    forwards: await calls.read('z', FORWARDS, START),
    'forwards from 1': await calls.read('z', FORWARDS, 1n),
    'forwards from 1, one of them': await calls.read('z', FORWARDS, 1n, 1),
    backwards: await calls.read('z', BACKWARDS, END),
    'backwards from 3': await calls.read('z', BACKWARDS, 3n),
    'backwards from 1': await calls.read('z', BACKWARDS, 1n),
  });

  await calls.append('z', NO_STREAM, [0, 1, 2, 3, 4]);
  await results.record('a stream truncated before 2', reads({ truncateBefore: 2 }));
  await results.record('a stream truncated to 2 events', reads({ maxCount: 2 }));
  await results.record('a stream truncated to 2 events and before 4', reads({ maxCount: 2, truncateBefore: 4 }));
  await results.record('a stream truncated beyond its end', reads({ truncateBefore: 77 }));
  await results.record('append at the end of a stream truncated beyond it', calls.append('z', 4n, [5]));
  await results.record('append to a truncated stream, expecting none', calls.append('z', NO_STREAM, [6]));
  await results.record('append to a truncated stream what it held', calls.append('z', NO_STREAM, [0, 1]));
  await results.record('a stream no longer truncated', reads({}));
}
