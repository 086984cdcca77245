import { createReadStream } from 'node:fs';
import { access, constants, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { packageFile } from '../../lib/package-info.js';
import { unreadableFile, UsageError } from '../errors.js';

/** A file, or standard input. */
export interface Source {
  /** As messages name it. */
  readonly name: string;
  /** Undefined if the length isn't known. */
  readonly bytes: number | undefined;
  /** Whether it can be opened more than once. */
  readonly isFile: boolean;
  open(): Readable;
}

const STDIN: Source = { name: '-', bytes: undefined, isFile: false, open: () => process.stdin };

/** The sources with these file names, `-` for standard input. Throws a `UsageError` for the first that can't be read. */
export async function sourcesOf(files: readonly string[]): Promise<Source[]> {
  if (files.filter((file) => file === '-').length > 1) {
    throw new UsageError('Standard input can only be read once. Give - once.');
  }
  return Promise.all(files.map(async (file) => (file === '-' ? STDIN : fileSource(file))));
}

/** The seeds that come with the package, ordered by name. */
export async function seedSources(): Promise<Source[]> {
  const folder = fileURLToPath(packageFile('seeds/'));
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ndjson')).sort();
  const sources = await sourcesOf(files.map((file) => join(folder, file)));
  return sources.map((source) => ({ ...source, name: `seeds/${basename(source.name)}` }));
}

async function fileSource(file: string): Promise<Source> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) throw new UsageError(`${file} is a folder. Give the files in it.`);
    await access(file, constants.R_OK);
    const isFile = found.isFile();
    return { name: file, bytes: isFile ? found.size : undefined, isFile, open: () => createReadStream(file) };
  } catch (error) {
    throw error instanceof UsageError ? error : unreadableFile(file, error);
  }
}
