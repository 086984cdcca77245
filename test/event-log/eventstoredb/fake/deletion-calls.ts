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
import type { Answer, Answers } from './error-labels.js';
import type { StreamCalls } from './stream-calls.js';

/** What is left of a stream that was deleted, for now or for ever, or cut off. */
export async function deletionCalls(calls: StreamCalls, answers: Answers): Promise<void> {
  await deleteCalls(calls, answers);
  await tombstoneCalls(calls, answers);
  await truncateCalls(calls, answers);
}

type Expected = NonNullable<DeleteStreamOptions['expectedRevision']>;

async function deleteCalls(calls: StreamCalls, answers: Answers): Promise<void> {
  const { client, labels } = calls;
  const erase = (label: string, expectedRevision: Expected): Promise<Answer> =>
    calls.answer(async () => {
      const { position } = await client.deleteStream(labels.stream(label), { expectedRevision });
      return { hasPosition: position !== undefined };
    });

  await answers.note('delete no stream', erase('never', ANY));
  await answers.note('read no stream that was deleted', calls.read('never', FORWARDS, START));
  await calls.append('x', NO_STREAM, [0, 1, 2]);
  await answers.note('delete a stream, expecting none', erase('x', NO_STREAM));
  await answers.note('delete a stream behind its end', erase('x', 1n));
  await answers.note('delete a stream beyond its end', erase('x', 9n));
  await answers.note('delete a stream', erase('x', 2n));
  await answers.note('all backwards from a deletion', calls.readAll(BACKWARDS, END, 2));
  await answers.note('read a deleted stream', calls.read('x', FORWARDS, START));
  await answers.note('read a deleted stream backwards', calls.read('x', BACKWARDS, END));
  await answers.note('delete a deleted stream', erase('x', ANY));
  await answers.note('append to a deleted stream what it held', calls.append('x', NO_STREAM, [0, 1, 2]));
  await answers.note('append to a deleted stream half of what it held', calls.append('x', NO_STREAM, [0, 3]));
  await answers.note('append to a deleted stream, expecting one', calls.append('x', STREAM_EXISTS, [3]));
  await answers.note('append behind the end of a deleted stream', calls.append('x', 1n, [3]));
  await answers.note('append nothing to a deleted stream', calls.append('x', NO_STREAM, []));
  await answers.note('read a deleted stream, after nothing', calls.read('x', FORWARDS, START));
  await answers.note('append to a deleted stream, expecting none', calls.append('x', NO_STREAM, [3, 4]));
  await answers.note('all backwards from a stream begun again', calls.readAll(BACKWARDS, END, 3));
  await answers.note('read a stream begun again', calls.read('x', FORWARDS, START));
  await answers.note('read a stream begun again backwards', calls.read('x', BACKWARDS, END));
  await answers.note('the same again to a stream begun again', calls.append('x', NO_STREAM, [3, 4]));
  await answers.note('delete a stream begun again, anywhere', erase('x', ANY));
  await answers.note('append to a deleted stream at its end', calls.append('x', 4n, [5]));
  await answers.note('read a stream gone on with at its end', calls.read('x', FORWARDS, START));
  await erase('x', ANY);
  await answers.note('append to a deleted stream, anywhere', calls.append('x', ANY, [6]));
  await answers.note('read a stream gone on with anywhere', calls.read('x', FORWARDS, START));
}

async function tombstoneCalls(calls: StreamCalls, answers: Answers): Promise<void> {
  const { client, labels } = calls;
  const bury = (label: string, expectedRevision: Expected): Promise<Answer> =>
    calls.answer(async () => {
      const { position } = await client.tombstoneStream(labels.stream(label), { expectedRevision });
      return { hasPosition: position !== undefined };
    });

  await answers.note('bury no stream', bury('nobody', ANY));
  await answers.note('append where no stream was buried', calls.append('nobody', NO_STREAM, [0]));
  await calls.append('y', NO_STREAM, [0, 1]);
  await answers.note('bury a stream, expecting none', bury('y', NO_STREAM));
  await answers.note('bury a stream beyond its end', bury('y', 9n));
  await answers.note('bury a stream', bury('y', 1n));
  await answers.note('all backwards from a burial', calls.readAll(BACKWARDS, END, 2));
  await answers.note('read a buried stream', calls.read('y', FORWARDS, START));
  await answers.note('read a buried stream backwards', calls.read('y', BACKWARDS, END));
  await answers.note('append to a buried stream what it held', calls.append('y', NO_STREAM, [0, 1]));
  await answers.note('append to a buried stream, expecting none', calls.append('y', NO_STREAM, [2]));
  await answers.note('append to a buried stream at its end', calls.append('y', 1n, [2]));
  await answers.note('append to a buried stream, anywhere', calls.append('y', ANY, [2]));
  await answers.note('append to a buried stream, expecting one', calls.append('y', STREAM_EXISTS, [2]));
  await answers.note('bury a buried stream', bury('y', ANY));
  const erase = async (): Promise<Answer> => ({ ...(await client.deleteStream(labels.stream('y'))) });
  await answers.note('delete a buried stream', calls.answer(erase));
}

async function truncateCalls(calls: StreamCalls, answers: Answers): Promise<void> {
  const { client, labels } = calls;
  const describe = (metadata: StreamMetadata): Promise<Answer> =>
    calls.answer(async () => {
      const { nextExpectedRevision } = await client.setStreamMetadata(labels.stream('z'), metadata);
      return { revision: String(nextExpectedRevision) };
    });
  const reads = async (metadata: StreamMetadata): Promise<Answer> => ({
    metadata: await describe(metadata),
    forwards: await calls.read('z', FORWARDS, START),
    'forwards from 1': await calls.read('z', FORWARDS, 1n),
    'forwards from 1, one of them': await calls.read('z', FORWARDS, 1n, 1),
    backwards: await calls.read('z', BACKWARDS, END),
    'backwards from 3': await calls.read('z', BACKWARDS, 3n),
    'backwards from 1': await calls.read('z', BACKWARDS, 1n),
  });

  await calls.append('z', NO_STREAM, [0, 1, 2, 3, 4]);
  await answers.note('a stream cut off before 2', reads({ truncateBefore: 2 }));
  await answers.note('a stream cut off but for 2', reads({ maxCount: 2 }));
  await answers.note('a stream cut off but for 2 and before 4', reads({ maxCount: 2, truncateBefore: 4 }));
  await answers.note('a stream cut off before what is beyond its end', reads({ truncateBefore: 77 }));
  await answers.note('append at the end of a stream cut off beyond it', calls.append('z', 4n, [5]));
  await answers.note('append to a stream cut off, expecting none', calls.append('z', NO_STREAM, [6]));
  await answers.note('append to a stream cut off what it held', calls.append('z', NO_STREAM, [0, 1]));
  await answers.note('a stream cut off no longer', reads({}));
}
