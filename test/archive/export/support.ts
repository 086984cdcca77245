import type { Selection } from '../../../src/archive/export/export-format.js';
import { readExport, type ReadEvent } from '../../../src/archive/export/export-reader.js';
import { exportOf } from '../../../src/archive/export/export-writer.js';
import { loadInto } from '../../../src/archive/copy/load.js';
import type { EventLog } from '../../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../../src/event-log/sqlite/sqlite-event-log.js';

/** The export of a log as one text. */
export async function exportText(log: EventLog, selection: Selection = {}): Promise<string> {
  let all = '';
  for await (const { text } of await exportOf(log, selection)) all += text;
  return all;
}

/** What stands on the lines of an export, between the first and the last. */
export const eventLines = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .slice(1, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** Its bytes, in pieces of some length. */
export async function* pieces(text: string, length = 1_000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
  await Promise.resolve();
}

export const reading = (text: string): AsyncGenerator<ReadEvent> => readExport(pieces(text));

export async function loaded(text: string): Promise<SqliteEventLog> {
  const log = SqliteEventLog.open(':memory:');
  await loadInto(log, reading(text), { maxConcurrentAppends: 7 });
  return log;
}

/** The line and the reason for which an export is refused; undefined if it is taken. */
export async function refusal(text: string | Uint8Array): Promise<{ line: number; reason: string } | undefined> {
  const chunks =
    typeof text === 'string'
      ? pieces(text)
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
