import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { histories, type TimedLine } from '../workloads/histories.js';
import { BulkLog } from './bulk-log.js';
import { recordLines } from './importing.js';

/** The first so many lines. */
export function* first(count: number, lines: Iterable<TimedLine>): Generator<TimedLine> {
  let left = count;
  if (left <= 0) return;
  for (const line of lines) {
    yield line;
    if (--left <= 0) return;
  }
}

/** A data folder whose log holds so many events; made if it isn't there yet. It has no read model at first. */
export async function ledgerWith(events: number, seed: number, folder: string): Promise<string> {
  const path = join(folder, `ledger-${seed}-${events}`);
  if (existsSync(path)) return path;
  const unfinished = `${path}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const log = await BulkLog.create(join(unfinished, 'log.sqlite'));
  await recordLines(log, first(events, histories(seed)));
  await log.close();
  renameSync(unfinished, path);
  return path;
}
