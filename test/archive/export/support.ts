import type { Selection } from '../../../src/archive/export/export-format.js';
import { readExport, type ReadEvent } from '../../../src/archive/export/export-reader.js';
import { exportOf } from '../../../src/archive/export/export-writer.js';
import { loadInto } from '../../../src/archive/copy/load.js';
import type { EventLog } from '../../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../../src/event-log/sqlite/sqlite-event-log.js';

/** Returns the export of a log as one text. */
export async function exportText(log: EventLog, selection: Selection = {}): Promise<string> {
  let all = '';
  for await (const { text } of await exportOf(log, selection)) all += text;
  return all;
}

/** Returns the parsed lines of an export, without the first and the last. */
export const eventLines = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .slice(1, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** Yields the bytes of a text in chunks. */
export async function* chunksOf(text: string, length = 1_000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
  await Promise.resolve();
}

export const readFromText = (text: string): AsyncGenerator<ReadEvent> => readExport(chunksOf(text));

export async function loadText(text: string): Promise<SqliteEventLog> {
  const log = SqliteEventLog.open(':memory:');
  await loadInto(log, readFromText(text), { maxConcurrentAppends: 7 });
  return log;
}

/** Returns the line and the reason of a rejected export; undefined if it is accepted. */
export async function rejectionOf(text: string | Uint8Array): Promise<{ line: number; reason: string } | undefined> {
  const chunks =
    typeof text === 'string'
      ? chunksOf(text)
      : (async function* () {
          yield text;
          await Promise.resolve();
        })();
  try {
    for await (const _event of readExport(chunks)) continue;
    return undefined;
  } catch (error) {
    const { line, reason } = error as { line: number; reason: string };
    return { line, reason };
  }
}
