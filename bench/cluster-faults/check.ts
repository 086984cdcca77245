import Database from 'better-sqlite3';
import { Faults, formatFault } from '../../src/archive/verify/faults.js';
import { compareTables } from '../../src/archive/verify/table-comparison.js';
import { configFrom } from '../../src/config.js';
import { Generations } from '../../src/read-model/generations.js';
import type { RecordedEvent } from '../../src/event-log/event-log.js';
import { parsePublicPosition } from '../../src/event-log/public-position.js';
import { openLogToRead } from '../../src/ledger/open-event-log.js';
import { ledgerProjection } from '../../src/ledger/ledger.projection.js';
import { standard } from '../../src/verification/standard/standard-policy.js';
import type { LedgerServer } from '../servers/ledger-server.js';
import type { AcknowledgedWrite } from './callers.js';

/** Reads the log independently of the instances. */
export async function readEventsOfLog(): Promise<RecordedEvent[]> {
  const log = await openLogToRead(configFrom(process.env));
  try {
    const events: RecordedEvent[] = [];
    for await (const event of log.readAll()) events.push(event);
    return events;
  } finally {
    await log.close();
  }
}

/** Returns the ids of all events in their order, from an instance's read model. */
export async function fetchEventIds(instance: LedgerServer): Promise<string[]> {
  const ids: string[] = [];
  for (let path: string | undefined = '/v1/events?limit=200'; path !== undefined;) {
    const response: Response = await fetch(instance.url + path);
    if (!response.ok) throw new Error(`GET ${path}: ${await response.text()}`);
    ids.push(...((await response.json()) as { id: string }[]).map(({ id }) => id));
    path = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  }
  return ids;
}

/**
 * Finds what is wrong with the log: it must hold the entry of each key once, at the position of its response, and no
 * others. A response may name a later event of the same stream, if the store was lost before it returned the position
 * of each event of an append.
 */
export function findLogFaults(
  events: readonly RecordedEvent[],
  keys: ReadonlyMap<string, AcknowledgedWrite | undefined>,
): string[] {
  const faults: string[] = [];
  const found = new Set<string>();
  const next = new Map<string, number>();
  const streams = new Map(events.map(({ position, stream }) => [position, stream]));
  for (const { stream, revision, position, data } of events) {
    const due = next.get(stream) ?? 0;
    if (revision !== due) faults.push(`${stream}: revision ${revision} where ${due} was due`);
    next.set(stream, revision + 1);
    const key = (data['quote'] as { readonly text?: string } | undefined)?.text;
    if (key === undefined) continue;
    const response = keys.get(key);
    if (!keys.has(key)) faults.push(`${key} is in the log, and was never sent`);
    if (found.has(key)) faults.push(`${key} is in the log twice`);
    found.add(key);
    const named = parsePublicPosition(response?.position);
    if (response && (!named || named.position < position || streams.get(named.position) !== stream))
      faults.push(`${key} is at ${position}, and its response said ${response.position}`);
  }
  for (const [key, response] of keys) if (response && !found.has(key)) faults.push(`${key} was answered, and is lost`);
  return faults;
}

/** Returns the differences between the read models of instances that have ended. */
export async function compareReadModels(folders: readonly string[]): Promise<{ rows: number; faults: string[] }> {
  const faults = new Faults();
  const [first, ...others] = folders.map((folder) => {
    const newest = new Generations(folder, ledgerProjection(standard)).newestComplete();
    if (!newest) throw new Error(`There is no read model in ${folder}.`);
    return new Database(newest.file, { readonly: true });
  });
  let rows = 0;
  for (const other of others) {
    if (first) rows = await compareTables(first, other, faults, new AbortController().signal);
    other.close();
  }
  first?.close();
  return { rows, faults: faults.reported.map(formatFault) };
}
