import { rename, rm, writeFile } from 'node:fs/promises';
import { type ApiKey, formatApiKey } from './api-key.js';

/**
 * Puts a key into a file that only its owner can read, if `record` takes it; answers whether it did.
 *
 * The key is on disk before it is in the log: a crash between would lose it. Until the log has taken it, it is in a
 * file of its own, `<file>.<id of the key>`: of two that start at once, none overwrites what the other's key is in.
 */
export async function writeKeyFile(file: string, key: ApiKey, record: () => Promise<boolean>): Promise<boolean> {
  const own = `${file}.${key.id}`;
  await writeFile(own, `${formatApiKey(key)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  const taken = await record();
  if (taken) await rename(own, file);
  else await rm(own);
  return taken;
}
