import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, copyFile, link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The file exists already. It was left unchanged. */
export class FileExistsError extends Error {
  constructor(readonly path: string) {
    super(`${path} exists already. Files are never overwritten; choose another name.`);
    this.name = new.target.name;
  }
}

/**
 * Creates a file that only its owner can read. It appears under its name when it is complete and synced to disk, or not
 * at all. Until then `write` gets an empty file of another name in the same folder, which a killed process leaves behind.
 * Rejects with a `FileExistsError`, the system's error, or that of `write`.
 */
export async function createFileAtomically<Result>(
  path: string,
  write: (part: string) => Promise<Result>,
): Promise<Result> {
  if (await exists(path)) throw new FileExistsError(path);
  const part = `${path}.${randomBytes(4).toString('hex')}.part`;
  await (await open(part, 'wx', 0o600)).close();
  try {
    const result = await write(part);
    await syncFile(part);
    await place(part, path);
    await syncFolder(dirname(path));
    return result;
  } finally {
    await rm(part, { force: true });
  }
}

export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Syncs the names in a folder to disk: of files that were created, renamed or deleted. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The file of a SQLite database, and those that SQLite keeps next to it. */
export const databaseFiles = (path: string): readonly string[] =>
  ['', '-wal', '-shm', '-journal'].map((suffix) => path + suffix);

/** Deletes all files of a SQLite database. */
export async function removeDatabase(path: string): Promise<void> {
  for (const file of databaseFiles(path)) await rm(file, { force: true });
}

export async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

/** By a link, which fails if the name was taken in the meantime. */
async function place(part: string, path: string): Promise<void> {
  try {
    await link(part, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new FileExistsError(path);
    if (!areLinksUnsupported(error)) throw error;
    await (await open(path, 'wx', 0o600)).close();
    await rename(part, path);
  }
}

/** Gives a file a second name, which must not exist. Copies it if the file system supports no links. */
export async function linkOrCopy(path: string, name: string): Promise<void> {
  try {
    await link(path, name);
  } catch (error) {
    if (!areLinksUnsupported(error)) throw error;
    await copyFile(path, name, constants.COPYFILE_EXCL);
    await syncFile(name);
  }
}

const areLinksUnsupported = (error: unknown): boolean => ['EPERM', 'ENOTSUP', 'ENOSYS'].includes(codeOf(error) ?? '');

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
