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
 * Creates a log file from an export and returns the number of events in it. The caller owns the folder and has checked
 * that there is no log at `path`.
 *
 * The load is atomic: the log is written to a temporary file, compared with the export, synced and then renamed. A
 * failed load leaves no file behind; the temporary file of a killed process is removed by the next load.
 * Rejects with an `ExportFileError`, a `LoadFailedError`, or the error of the file system.
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
  // Commits need no sync: the whole file is synced before it is renamed.
  const log = SqliteEventLog.open(part, { synced: false });
  try {
    return await loadInto(log, readExport(source), { maxConcurrentAppends: SQLITE_CONCURRENT_APPENDS, onProgress });
  } finally {
    await log.close();
  }
}
