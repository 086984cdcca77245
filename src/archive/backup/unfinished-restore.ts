import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { databaseFiles } from '../../lib/files.js';

/** Where a restore has its copy until that takes the place of the log. */
export const copyOf = (path: string): string => `${path}.restoring`;

/**
 * Removes what a restore that was killed left next to the log: its copy, of which no redaction would know, and the second
 * name of a log that it didn't replace, since SQLite mustn't use a file by two names. For the owner of the folder.
 */
export function removeUnfinishedRestore(path: string): void {
  for (const file of databaseFiles(copyOf(path))) rmSync(file, { force: true });
  if (existsSync(path)) removeSecondNames(path);
}

/**
 * If the `-wal` of a damaged log has its second name, too, it is put back, in place of an empty one that a reader has left.
 */
function removeSecondNames(path: string): void {
  const { dev, ino } = statSync(path);
  const folder = dirname(path);
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${basename(path)}.replaced-`) || name.endsWith('-wal')) continue;
    const other = join(folder, name);
    const found = statSync(other);
    if (found.ino !== ino || found.dev !== dev) continue;
    const wal = `${path}-wal`;
    const isEmpty = (statSync(wal, { throwIfNoEntry: false })?.size ?? 0) === 0;
    if (existsSync(`${other}-wal`) && isEmpty) renameSync(`${other}-wal`, wal);
    for (const suffix of ['-wal', '']) rmSync(other + suffix, { force: true });
  }
}
