// Builds the read model of the given data folder as the ledger does, and prints the time and memory it took in one
// line: `{"seconds", "peakBytes"}`.
import { join } from 'node:path';
import { configFrom } from '../../src/config.js';
import { collectYoungObjectsAlone, limitHeapGrowth } from '../../src/lib/garbage-collection.js';
import { Generations } from '../../src/read-model/generations.js';
import { ledgerProjection } from '../../src/ledger/ledger.projection.js';
import { standard } from '../../src/verification/standard/standard-policy.js';
import { ROOT } from '../paths.js';

// Imported as it was built, since the worker's file is next to it.
const { buildsInThreads } = (await import(
  join(ROOT, 'dist', 'threads', 'projection-thread.js')
)) as typeof import('../../src/threads/projection-thread.js');

limitHeapGrowth();
collectYoungObjectsAlone();
const [, , folder = '.'] = process.argv;
const started = performance.now();
const build = buildsInThreads(configFrom({ CLAIM_LEDGER_DATA: folder }), standard, (stream, error) => {
  throw new Error(`Parked ${stream}: ${error}`);
});
const { signal } = new AbortController();
await build(new Generations(folder, ledgerProjection(standard)).next().file, { signal, onProgress: () => undefined });
const seconds = (performance.now() - started) / 1_000;
// maxRSS is in KiB.
console.log(JSON.stringify({ seconds, peakBytes: process.resourceUsage().maxRSS * 1_024 }));
