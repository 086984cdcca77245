import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, copyFile, link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** There is something under this name already, and it was left as it is. */
export class FileExistsError extends Error {
  constructor(readonly path: string) {
    super(`${path} is there already, and nothing is ever written over it.`);
    this.name = new.target.name;
  }
}

/**
 * Makes a file that only its owner can read. It appears under its name when it is whole and on disk, or not at all: until
 * then `write` has it under another name beside, empty at first, which a process that is killed leaves behind.
 * Rejects with a `FileExistsError`, the system's own error, or that of `write`.
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

/** Names that were given or taken in it are on disk then. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** A database's file, and those that SQLite puts beside it. */
export async function removeDatabase(path: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(path + suffix, { force: true });
}

export async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

/** A link fails where the name is taken, however late that was. */
async function place(part: string, path: string): Promise<void> {
  try {
    await link(part, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new FileExistsError(path);
    if (!hasNoLinks(error)) throw error;
    await (await open(path, 'wx', 0o600)).close();
    await rename(part, path);
  }
}

/** Gives a file a second name, which must not be taken; where the file system knows no links, copies it. */
export async function linkOrCopy(path: string, name: string): Promise<void> {
  try {
    await link(path, name);
  } catch (error) {
    if (!hasNoLinks(error)) throw error;
    await copyFile(path, name, constants.COPYFILE_EXCL);
    await syncFile(name);
  }
}

const hasNoLinks = (error: unknown): boolean => ['EPERM', 'ENOTSUP', 'ENOSYS'].includes(codeOf(error) ?? '');

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
