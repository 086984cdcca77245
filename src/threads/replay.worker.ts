import Database from 'better-sqlite3';
import { parentPort, workerData } from 'node:worker_threads';
import { replayClaims } from '../claims/scenario/replay-claims.js';
import { sqliteReason } from '../event-log/sqlite/errors.js';
import { errorMessage } from '../lib/error-message.js';
import { policyNamed } from '../ledger/policies.js';
import { ReadModel } from '../read-model/read-model.js';
import type { FinishedReplay, ReplayTask } from '../replay/replay-run.js';
import type { ReplayMessage } from './replay-thread.js';
import { yieldToRequests } from './yield-to-requests.js';

const send = (message: ReplayMessage): void => parentPort?.postMessage(message);

try {
  send({ kind: 'finished', finished: replay(workerData as ReplayTask) });
} catch (error) {
  send({ kind: 'failed', error: sqliteReason("The replay can't be written", error) ?? errorMessage(error) });
}

function replay({ source, target, scenario }: ReplayTask): FinishedReplay {
  yieldToRequests();
  const readModel = ReadModel.open(source);
  const database = new Database(target);
  try {
    const policy = policyNamed(scenario.policy, readModel);
    if (!policy) throw new Error(`There is no policy ${scenario.policy}.`);
    // A replay that doesn't finish is removed.
    database.pragma('journal_mode = OFF');
    database.pragma('synchronous = OFF');
    readModel.database.exec('BEGIN');
    const place = readModel.checkpoint();
    const steps = replayClaims(readModel.database, database, scenario, policy);
    for (;;) {
      const step = steps.next();
      if (step.done) return { ...step.value, place: place && { position: place.position, event: place.event } };
      send({ kind: 'progress', progress: step.value });
    }
  } finally {
    database.close();
    readModel.close();
  }
}
