import { rename, rm, writeFile } from 'node:fs/promises';
import { type ApiKey, formatApiKey } from './api-key.js';

/**
 * Writes a key into a file that only its owner can read, if `record` records it. Returns whether it did.
 *
 * The key is on disk before it is in the log; otherwise a crash in between would lose it. Until the log has it, the key
 * is in a separate file, `<file>.<id of the key>`, so that of two concurrent starts neither overwrites the other's key.
 */
export async function writeKeyFile(file: string, key: ApiKey, record: () => Promise<boolean>): Promise<boolean> {
  const own = `${file}.${key.id}`;
  await writeFile(own, `${formatApiKey(key)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  const taken = await record();
  if (taken) await rename(own, file);
  else await rm(own);
  return taken;
}
