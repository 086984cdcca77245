import { errorMessage } from '../../lib/error-message.js';

/** By the beginning of SQLite's name for the error, since it may be more precise: what it means, and what the operator of a server does. */
const WORDS: readonly (readonly [prefix: string, meaning: string, remedy?: string])[] = [
  ['SQLITE_BUSY', 'another process is using a database file', 'End that process'],
  ['SQLITE_LOCKED', 'another process is using a database file', 'End that process'],
  ['SQLITE_CANTOPEN', 'a database file cannot be opened', 'Check its permissions'],
  ['SQLITE_CORRUPT', 'a database file is damaged'],
  ['SQLITE_NOTADB', 'a file is not a database'],
  ['SQLITE_FULL', 'the disk is full', 'Free some space'],
  ['SQLITE_IOERR', 'the disk reported an error', 'Check the disk, its free space and its quotas'],
  ['SQLITE_PERM', 'permission denied', 'Check its permissions'],
  ['SQLITE_READONLY', 'a database file cannot be written', 'Make it writable'],
];

const wordsOf = (code: string | undefined) => WORDS.find(([prefix]) => code?.startsWith(prefix));

/** The beginning of SQLite's name for an error by which the program knows it, such as `SQLITE_IOERR`. */
export const sqliteFamily = (code: string): string | undefined => wordsOf(code)?.[0];

/** What SQLite's name for an error means, in plain words; undefined for one that has none here. */
export const sqliteMeaning = (code: string | undefined): string | undefined => wordsOf(code)?.[1];

/**
 * What can't be done, why, and what the operator of a server does about it.
 *
 * @param what a clause without its full stop
 * @param error has the words for a code that isn't known here
 */
export function inOperatorsWords(what: string, code: string, error: unknown): string {
  const [, meaning, remedy] = wordsOf(code) ?? [];
  if (meaning === undefined) return `${what}: ${errorMessage(error)}.`;
  return `${what}: ${meaning}.${remedy === undefined ? '' : ` ${remedy}; it then continues by itself.`}`;
}
