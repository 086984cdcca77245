import { getSystemErrorMap } from 'node:util';
import { sqliteFamily, sqliteMeaning } from '../event-log/sqlite/error-words.js';

/** What errors of the system, of connections and of SQLite mean to somebody who doesn't know their names. */
const MEANINGS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EADDRINUSE: 'another program is using this port',
  EADDRNOTAVAIL: 'this machine has no such address',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ECONNREFUSED: 'nothing is listening there',
  ECONNRESET: 'the connection was closed',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'it exists already',
  EFBIG: 'the file is larger than this system allows',
  EHOSTUNREACH: 'the host cannot be reached',
  EISDIR: 'it is a folder',
  EMFILE: 'this process has too many files open',
  ENETUNREACH: 'the network cannot be reached',
  ENFILE: 'this system has too many files open',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ENOTFOUND: 'there is no host of this name',
  EPERM: 'permission denied',
  EPIPE: 'the connection was closed',
  EPROTO: 'it does not speak TLS; try http:// instead of https://',
  EROFS: 'the file system is read-only',
  ETIMEDOUT: 'it did not answer in time',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS; try http:// instead of https://',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is self-signed',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not signed by an authority that is known here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not signed by an authority that is known here',
  UND_ERR_CONNECT_TIMEOUT: 'it did not answer in time',
  UND_ERR_HEADERS_TIMEOUT: 'it did not answer in time',
  UND_ERR_BODY_TIMEOUT: 'it did not answer in time',
  UND_ERR_SOCKET: 'the connection was closed',
  HPE_INVALID_CONSTANT: 'it does not speak HTTP',
};

const ACCESS = 'Use a folder that you may write, or run this as the user who owns it.';
const OTHERS = 'End that process, and run the command again.';
const SPACE = 'Free some space, and run the command again.';

/** What to do about some errors. */
const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: ACCESS,
  EPERM: ACCESS,
  EROFS: ACCESS,
  SQLITE_READONLY: ACCESS,
  SQLITE_CANTOPEN: ACCESS,
  ENOSPC: SPACE,
  EDQUOT: SPACE,
  SQLITE_FULL: SPACE,
  SQLITE_IOERR: 'Check the disk, its free space and its quotas, and run the command again.',
  SQLITE_BUSY: OTHERS,
  SQLITE_LOCKED: OTHERS,
  ENOTDIR: 'Choose a folder.',
  EEXIST: 'Choose a folder.',
};

/** The system's name for an error, or for what caused it, such as `ECONNREFUSED`. */
export function systemCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if ('errors' in error && Array.isArray(error.errors)) return systemCode(error.errors[0]);
  return 'cause' in error ? systemCode(error.cause) : undefined;
}

/** What the error means in plain words; undefined for one that isn't the system's. */
export function meaningOf(code: string): string | undefined {
  const known = MEANINGS[code] ?? sqliteMeaning(code);
  if (known !== undefined) return known;
  for (const [name, message] of getSystemErrorMap().values()) if (name === code) return message;
  return undefined;
}

/** What to do about the error, as a sentence; undefined where that isn't known. */
export const remedyFor = (error: unknown): string | undefined => {
  const code = systemCode(error) ?? '';
  return REMEDIES[code] ?? REMEDIES[sqliteFamily(code) ?? ''];
};

/** Text that continues after it, or gets a full stop. */
export const withoutStop = (text: string): string => text.replace(/(?<!\.)\.+$/, '');

/**
 * The words of an error without its full stop: an error of the system in plain words, with the file that it is about;
 * any other as it says, or as what caused it says, since `fetch` itself only says that it failed.
 */
export function messageOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return withoutStop(String(error));
  const { path, cause, errors, message = '' } = error as Partial<NodeJS.ErrnoException> & { errors?: unknown };
  // The client of an event store has errors whose code is a number.
  const code: unknown = 'code' in error ? error.code : undefined;
  const meaning = typeof code === 'string' ? meaningOf(code) : undefined;
  if (meaning !== undefined) return path === undefined ? meaning : `${meaning} (${path})`;
  if (Array.isArray(errors) && message === '') return [...new Set(errors.map(messageOf))].join('; ');
  return cause === undefined ? withoutStop(message) : messageOf(cause);
}
