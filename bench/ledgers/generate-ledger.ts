import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { generateWorkload, type TimedLine } from '../workloads/generate-workload.js';
import { BulkLog } from './bulk-log.js';
import { recordLines } from './record-lines.js';

/** Takes the first lines of a workload. */
export function* takeLines(count: number, lines: Iterable<TimedLine>): Generator<TimedLine> {
  let left = count;
  if (left <= 0) return;
  for (const line of lines) {
    yield line;
    if (--left <= 0) return;
  }
}

/** Returns a data folder whose log holds so many events, without a read model; creates it if it doesn't exist yet. */
export async function generateLedger(events: number, seed: number, folder: string): Promise<string> {
  const path = join(folder, `ledger-${seed}-${events}`);
  if (existsSync(path)) return path;
  const unfinished = `${path}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const log = await BulkLog.create(join(unfinished, 'log.sqlite'));
  await recordLines(log, takeLines(events, generateWorkload(seed)));
  await log.close();
  renameSync(unfinished, path);
  return path;
}
