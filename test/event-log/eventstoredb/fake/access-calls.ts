import { randomUUID } from 'node:crypto';
import { END, FORWARDS, START, streamNameFilter } from '@eventstore/db-client';
import type { Clients } from './clients.js';
import { Answers, Labels, type Answer } from './error-labels.js';
import { serverCalls } from './server-calls.js';
import { StreamCalls } from './stream-calls.js';

/** By what may be done by others than administrators. */
const STREAMS = {
  open: {},
  'read-only': { writeRoles: ['$admins'] },
  'write-only': { readRoles: ['$admins'] },
};

/** What is answered to whom, over TLS, where the connection string names somebody who may do everything. */
export async function accessAnswersOf(administrator: Clients): Promise<Record<string, Answer>> {
  const [labels, answers] = [new Labels(), new Answers()];
  const somebody = { username: `somebody-${randomUUID()}`, password: 'right-4-somebody' };
  await administrator.makeUser(somebody);
  for (const [label, acl] of Object.entries(STREAMS)) {
    await administrator.unary.appendToStream(labels.stream(label), labels.event(0));
    await administrator.unary.setStreamMetadata(labels.stream(label), { acl });
  }

  await serverCalls(administrator, answers);
  await accessCalls('the administrator', administrator, labels, answers);
  const others = {
    'somebody else': somebody,
    'somebody with a wrong password': { ...somebody, password: 'wrong' },
    'nobody known': { username: 'nobody-known', password: 'wrong' },
    nobody: 'none',
  } as const;
  for (const [who, user] of Object.entries(others)) {
    const clients = administrator.as(user);
    await accessCalls(who, clients, labels, answers);
    await clients.dispose();
  }
  return answers.all;
}

async function accessCalls(who: string, clients: Clients, labels: Labels, answers: Answers): Promise<void> {
  const [unary, batch] = [new StreamCalls(clients.unary, labels), new StreamCalls(clients.batch, labels)];
  const success = (calls: StreamCalls, label: string): Promise<Answer> =>
    calls.answer(async () => {
      const { success } = await calls.client.appendToStream(labels.stream(label), labels.event(1));
      return { success };
    });
  const anything = (read: AsyncIterable<unknown>): Promise<Answer> =>
    unary.answer(async () => {
      let isAnything = false;
      for await (const _found of read) isAnything = true;
      return { isAnything };
    });
  const { client } = unary;
  for (const label of Object.keys(STREAMS)) {
    const stream = labels.stream(label);
    await answers.note(`append to the ${label} stream: ${who}`, success(unary, label));
    await answers.note(`batch append to the ${label} stream: ${who}`, success(batch, label));
    await answers.note(`read the ${label} stream: ${who}`, anything(client.readStream(stream, { maxCount: 1 })));
  }
  await answers.note(
    `read all: ${who}`,
    anything(client.readAll({ direction: FORWARDS, fromPosition: START, maxCount: 1 })),
  );
  await answers.note(`subscribe to all: ${who}`, subscription(unary));
  const acl = { acl: { readRoles: ['$all'] } };
  const set = (): Promise<Answer> =>
    client.setStreamMetadata(labels.stream('open'), acl).then(({ success }) => ({ success }));
  await answers.note(`say who may read: ${who}`, unary.answer(set));
}

function subscription(calls: StreamCalls): Promise<Answer> {
  const { client, labels } = calls;
  const filter = streamNameFilter({ prefixes: [labels.stream('open')] });
  const source = client.subscribeToAll({ fromPosition: END, filter });
  return calls.answer(async () => {
    await new Promise<void>((resolve, reject) => source.on('caughtUp', resolve).on('error', reject));
    await source.unsubscribe();
    return { isCaughtUp: true };
  });
}
