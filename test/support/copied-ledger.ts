import { join } from 'node:path';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { withoutPositions } from '../archive/support.js';
import { collect } from '../event-log/contract/support.js';
import { FakeServer } from '../event-log/eventstoredb/fake/fake-server.js';
import { newFolder } from './run-cli.js';

const servers: FakeServer[] = [];

export function stopEventStores(): void {
  for (const server of servers.splice(0)) server.stop();
}

/** Starts an event store with TLS and a password. */
export async function eventStore() {
  const server = await FakeServer.start({ user: { name: 'ledger', password: 'correct-horse' } });
  servers.push(server);
  return { server, url: server.url.replace('127.0.0.1', 'localhost'), name: `localhost:${server.port}` };
}

export const newDataFolder = async (): Promise<string> => join(await newFolder(), 'data');

export async function eventsIn(folder: string) {
  const log = SqliteEventLog.openReadOnly(join(folder, 'log.sqlite'));
  try {
    return withoutPositions(await collect(log.readAll()));
  } finally {
    await log.close();
  }
}

/** Returns the ids of the ledger's events in an event store, in log order. */
export const idsIn = (server: FakeServer): string[] =>
  server.store.all.filter(({ stream }) => stream !== 'ledger-identity').map(({ id }) => id);
