import { readdirSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { collect } from '../event-log/contract/support.js';
import { ended, run, start, temporaryFolder } from './run-cli.js';
import { linesOf } from './sample-ledger.js';

/** All events of a log's file. */
export async function eventsIn(file: string) {
  const log = SqliteEventLog.openReadOnly(file);
  try {
    return await collect(log.readAll());
  } finally {
    await log.close();
  }
}

export const logIn = (data: string): string => join(data, 'log.sqlite');

/** What is in the folder but locks, and what SQLite has beside a file that is looked at. */
export const filesIn = (data: string): string[] =>
  readdirSync(data)
    .filter((name) => !/^(owner|rebuild)\.|-(wal|shm)$/.test(name))
    .sort();

export const actors = (count: number, prefix = 'a'): string =>
  linesOf(
    Array.from({ length: count }, (_, n) => ({
      type: 'ActorRegistered',
      actor: `${prefix}${n}`,
      kind: 'outlet',
      name: 'x',
    })),
  );

export async function recordMore(data: string, lines: string): Promise<void> {
  const importing = start(['--data', data, 'import', '-']);
  importing.stdin.write(lines);
  expect((await ended(importing)).code).toBe(0);
}

/** The same ledger in another folder, by way of its `sample.backup`. */
export async function copyOf(data: string): Promise<string> {
  const copy = join(await temporaryFolder(), 'copy');
  expect((await run(['--data', copy, 'restore', join(data, 'sample.backup')])).code).toBe(0);
  await copyFile(join(data, 'admin.key'), join(copy, 'admin.key'));
  return copy;
}
