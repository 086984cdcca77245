// Makes the read model of the data folder that it is given, and says in one line how long that took and at how much
// memory: `{"seconds", "peakBytes"}`.
import { join } from 'node:path';
import { ledgerProjection } from '../../src/claims/projection/claim-ledger.projection.js';
import { Generations } from '../../src/consumers/generations.js';
import { ReadModel } from '../../src/consumers/read-model.js';
import { rebuild } from '../../src/consumers/rebuild.js';
import { SqliteEventLog } from '../../src/event-log/sqlite-event-log.js';
import { standard } from '../../src/verification/standard-policy.js';

const [, , folder = '.'] = process.argv;
const log = SqliteEventLog.openReadOnly(join(folder, 'log.sqlite'));
const started = performance.now();
const projection = ledgerProjection(standard);
const readModel = ReadModel.open(new Generations(folder, projection).next().file, projection);
await rebuild(readModel, log);
const [parked] = readModel.checkpoints.parked();
if (parked) throw new Error(`Parked: ${JSON.stringify(parked)}`);
readModel.checkpoints.complete();
readModel.close();
const seconds = (performance.now() - started) / 1_000;
await log.close();
// maxRSS is in KiB, but only since this process began: the parent's share of a fork isn't in it.
console.log(JSON.stringify({ seconds, peakBytes: process.resourceUsage().maxRSS * 1_024 }));
