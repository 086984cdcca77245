import { readdirSync, rmSync, statfsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { PreviewUnavailableError } from '../read-model/state-preview.js';

/** The size limit of a copy. Copying takes about as long as reading and writing this many bytes. */
const MAX_BYTES = 4 * 1024 ** 3;
/** Space that a copy leaves on the disk for the log and the read model. */
const MIN_BYTES_LEFT = 256 * 1024 ** 2;

const PREFIX = 'state-preview-';

/** Makes a folder for one copy in the data folder, on the disk of the read model. */
export const makeCopyFolder = (dataFolder: string): Promise<string> => mkdtemp(join(dataFolder, PREFIX));

export const removeCopyFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Deletes copies left behind by killed processes. For the owner of the folder, before it makes copies. */
export function removeAbandonedCopies(dataFolder: string): void {
  for (const name of readdirSync(dataFolder)) {
    if (name.startsWith(PREFIX)) rmSync(join(dataFolder, name), { recursive: true, force: true });
  }
}

/**
 * Copies a read model, even one in use, as of one transaction. Blocks the thread meanwhile.
 *
 * @throws PreviewUnavailableError if it is too large, or if the disk has no room for it
 */
export function copyReadModel(file: string, target: string): void {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  try {
    assertRoom(file, sizeOf(database));
    database.prepare('VACUUM INTO ?').run(target);
  } finally {
    database.close();
  }
}

function assertRoom(file: string, bytes: number): void {
  if (bytes > MAX_BYTES) {
    throw new PreviewUnavailableError(
      `States are previewed on a copy of the read model, which may have at most ${MAX_BYTES} bytes. It has ${bytes}.`,
    );
  }
  const { bavail, bsize } = statfsSync(file);
  if (bavail * bsize < bytes + MIN_BYTES_LEFT) {
    throw new PreviewUnavailableError(
      `States are previewed on a copy of the read model. The disk has no room for its ${bytes} bytes.`,
    );
  }
}

const sizeOf = (database: Database.Database): number =>
  Number(database.pragma('page_count', { simple: true })) * Number(database.pragma('page_size', { simple: true }));
