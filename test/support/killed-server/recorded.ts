import { join } from 'node:path';
import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import { parsePublicPosition } from '../../../src/event-log/public-position.js';
import { SqliteEventLog } from '../../../src/event-log/sqlite/sqlite-event-log.js';
import type { SentUnit } from './caller.js';

export interface RecordedEntry extends Pick<RecordedEvent, 'id' | 'stream' | 'revision' | 'position'> {
  readonly word: string;
}

/** The entries in the log of a folder, in its order. */
export async function recordedEntries(folder: string): Promise<readonly RecordedEntry[]> {
  const log = SqliteEventLog.openReadOnly(join(folder, 'log.sqlite'));
  const entries: RecordedEntry[] = [];
  for await (const { data, id, stream, revision, position } of log.readAll()) {
    const quote = data['quote'] as { readonly text: string } | undefined;
    if (quote) entries.push({ word: quote.text, id, stream, revision, position });
  }
  await log.close();
  return entries;
}

/** What is wrong with what was recorded, by the words of the entries. */
export interface Faults {
  /** Acknowledged, and not in the log. */
  readonly lost: readonly string[];
  /** In the log more than once. */
  readonly duplicated: readonly string[];
  /** A part of a request, without the rest; or not in a row. */
  readonly torn: readonly string[];
  /** Not where the answer said. */
  readonly elsewhere: readonly string[];
}

export function faultsIn(entries: readonly RecordedEntry[], sent: readonly SentUnit[]): Faults {
  const found = new Map<string, RecordedEntry[]>();
  for (const entry of entries) found.set(entry.word, [...(found.get(entry.word) ?? []), entry]);
  const faults = { lost: [] as string[], duplicated: [] as string[], torn: [] as string[], elsewhere: [] as string[] };
  for (const [word, all] of found) if (all.length > 1) faults.duplicated.push(word);
  for (const { claim, words, isAcknowledged, position } of sent) {
    const own = words.map((word) => found.get(word)?.[0]);
    const missing = words.filter((word) => !found.has(word));
    if (isAcknowledged) faults.lost.push(...missing);
    else if (missing.length < words.length) faults.torn.push(...missing);
    const first = own[0]?.revision ?? 0;
    const isInARow = own.every((entry, n) => entry?.stream === `claim-${claim}` && entry.revision === first + n);
    if (missing.length === 0 && !isInARow) faults.torn.push(...words);
    if (position !== undefined && parsePublicPosition(position)?.position !== own.at(-1)?.position)
      faults.elsewhere.push(...words);
  }
  return faults;
}
