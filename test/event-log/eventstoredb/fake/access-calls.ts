import { randomUUID } from 'node:crypto';
import { END, FORWARDS, START, streamNameFilter } from '@eventstore/db-client';
import type { Clients } from './clients.js';
import { CallResults, Labels, type CallResult } from './call-results.js';
import { serverCalls } from './server-calls.js';
import { StreamCalls } from './stream-calls.js';

/** The streams by what users other than administrators may do. */
const STREAMS = {
  open: {},
  'read-only': { writeRoles: ['$admins'] },
  'write-only': { readRoles: ['$admins'] },
};

/**
 * Calls a server over TLS as several users, and returns the results. The connection string must name an administrator.
 */
export async function callWithTls(administrator: Clients): Promise<Record<string, CallResult>> {
  const [labels, results] = [new Labels(), new CallResults()];
  const otherUser = { username: `somebody-${randomUUID()}`, password: 'right-4-somebody' };
  await administrator.createUser(otherUser);
  for (const [label, acl] of Object.entries(STREAMS)) {
    await administrator.unary.appendToStream(labels.stream(label), labels.event(0));
    await administrator.unary.setStreamMetadata(labels.stream(label), { acl });
  }

  await serverCalls(administrator, results);
  await accessCalls('the administrator', administrator, labels, results);
  const others = {
    'other user': otherUser,
    'other user with a wrong password': { ...otherUser, password: 'wrong' },
    'unknown user': { username: 'nobody-known', password: 'wrong' },
    'no user': 'none',
  } as const;
  for (const [who, user] of Object.entries(others)) {
    const clients = administrator.as(user);
    await accessCalls(who, clients, labels, results);
    await clients.dispose();
  }
  return results.all;
}

async function accessCalls(who: string, clients: Clients, labels: Labels, results: CallResults): Promise<void> {
  const [unary, batch] = [new StreamCalls(clients.unary, labels), new StreamCalls(clients.batch, labels)];
  const success = (calls: StreamCalls, label: string): Promise<CallResult> =>
    calls.resultOf(async () => {
      const { success } = await calls.client.appendToStream(labels.stream(label), labels.event(1));
      return { success };
    });
  const hasEvents = (read: AsyncIterable<unknown>): Promise<CallResult> =>
    unary.resultOf(async () => {
      let isAnything = false;
      for await (const _event of read) isAnything = true;
      return { isAnything };
    });
  const { client } = unary;
  for (const label of Object.keys(STREAMS)) {
    const stream = labels.stream(label);
    await results.record(`append to the ${label} stream: ${who}`, success(unary, label));
    await results.record(`batch append to the ${label} stream: ${who}`, success(batch, label));
    await results.record(`read the ${label} stream: ${who}`, hasEvents(client.readStream(stream, { maxCount: 1 })));
  }
  await results.record(
    `read all: ${who}`,
    hasEvents(client.readAll({ direction: FORWARDS, fromPosition: START, maxCount: 1 })),
  );
  await results.record(`subscribe to all: ${who}`, subscription(unary));
  const acl = { acl: { readRoles: ['$all'] } };
  const set = (): Promise<CallResult> =>
    client.setStreamMetadata(labels.stream('open'), acl).then(({ success }) => ({ success }));
  await results.record(`set who may read: ${who}`, unary.resultOf(set));
}

function subscription(calls: StreamCalls): Promise<CallResult> {
  const { client, labels } = calls;
  const filter = streamNameFilter({ prefixes: [labels.stream('open')] });
  const source = client.subscribeToAll({ fromPosition: END, filter });
  return calls.resultOf(async () => {
    await new Promise<void>((resolve, reject) => source.on('caughtUp', resolve).on('error', reject));
    await source.unsubscribe();
    return { isCaughtUp: true };
  });
}
