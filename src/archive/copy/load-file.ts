import { rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { SqliteEventLog } from '../../event-log/sqlite/sqlite-event-log.js';
import { readExport } from '../export/export-reader.js';
import { loadInto } from './load.js';
import { removeDatabase, syncFile, syncFolder } from '../../lib/files.js';
import { SQLITE_CONCURRENT_APPENDS } from '../../lib/concurrency-group.js';

export interface LoadFileOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (events: number) => void;
}

/**
 * Makes a log file of an export, for the owner of its folder, where there is none. It is made beside, and put in its
 * place when it is whole, compared with what was read, and on disk; nothing is left of one that fails. What a process
 * that is killed leaves behind is removed by the next. Answers how many events it holds.
 * Rejects with an `ExportFileError`, or with the system's own error.
 */
export async function loadFile(path: string, source: Readable, options: LoadFileOptions): Promise<number> {
  const part = `${path}.loading`;
  await removeDatabase(part);
  try {
    const events = await load(part, addAbortSignal(options.signal, source), options);
    await syncFile(part);
    await rename(part, path);
    await syncFolder(dirname(path));
    return events;
  } finally {
    source.destroy();
    await removeDatabase(part);
  }
}

async function load(part: string, source: Readable, { onProgress }: LoadFileOptions): Promise<number> {
  // The file is synced as a whole before it gets its name.
  const log = SqliteEventLog.open(part, { synced: false });
  try {
    return await loadInto(log, readExport(source), { together: SQLITE_CONCURRENT_APPENDS, onProgress });
  } finally {
    await log.close();
  }
}
