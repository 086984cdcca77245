import { accessSync, constants, statfsSync } from 'node:fs';

/** What even a small write to a SQLite file needs: some pages. */
const LITTLE = 16_384;

/**
 * Whether it looks as if nothing could be added to a file: its disk has almost no room, its file system is read-only, or
 * the file isn't there or mayn't be written. Only asks the system, and writes nothing. So it doesn't notice a quota that is
 * used up, nor a disk that fails; and a file that is open for writing may be written nevertheless.
 */
export function looksFull(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    const { bavail, bsize } = statfsSync(file);
    return bavail * bsize < LITTLE;
  } catch {
    return true;
  }
}
