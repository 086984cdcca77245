import { readdirSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { collect } from '../event-log/contract/support.js';
import { waitForExit, run, start, newFolder } from './run-cli.js';
import { toNdjson } from './sample-ledger.js';

/** Returns all events of a log file. */
export async function eventsIn(file: string) {
  const log = SqliteEventLog.openReadOnly(file);
  try {
    return await collect(log.readAll());
  } finally {
    await log.close();
  }
}

export const logFileIn = (data: string): string => join(data, 'log.sqlite');

/** Returns the files of a data folder, without locks and temporary files of SQLite. */
export const filesIn = (data: string): string[] =>
  readdirSync(data)
    .filter((name) => !/^(owner|rebuild)\.|-(wal|shm)$/.test(name))
    .sort();

export const actorLines = (count: number, prefix = 'a'): string =>
  toNdjson(
    Array.from({ length: count }, (_, n) => ({
      type: 'ActorRegistered',
      actor: `${prefix}${n}`,
      kind: 'outlet',
      name: 'x',
    })),
  );

export async function importLines(data: string, lines: string): Promise<void> {
  const importing = start(['--data', data, 'import', '-']);
  importing.stdin.write(lines);
  expect((await waitForExit(importing)).code).toBe(0);
}

/** Restores the ledger's `sample.backup` to another folder. */
export async function restoreCopyOf(data: string): Promise<string> {
  const copy = join(await newFolder(), 'copy');
  expect((await run(['--data', copy, 'restore', join(data, 'sample.backup')])).code).toBe(0);
  await copyFile(join(data, 'admin.key'), join(copy, 'admin.key'));
  return copy;
}
