import { parentPort, workerData } from 'node:worker_threads';
import { errorMessage } from '../lib/error-message.js';
import { ReadModel } from '../read-model/read-model.js';
import { analyse } from '../reliance/analysis.js';
import type { AnalysisTask } from '../reliance/analysis-run.js';
import type { Found } from '../reliance/found.js';
import type { AnalysisMessage } from './analysis-thread.js';
import { yieldToRequests } from './yield-to-requests.js';

const send = (message: AnalysisMessage): void => parentPort?.postMessage(message);

try {
  send({ kind: 'finished', found: answer(workerData as AnalysisTask) });
} catch (error) {
  send({ kind: 'failed', error: errorMessage(error) });
}

function answer({ source, at, question }: AnalysisTask): Found<string> {
  yieldToRequests();
  const readModel = ReadModel.open(source);
  try {
    // All that is read is as of one moment.
    readModel.database.exec('BEGIN');
    const { items, total } = analyse(readModel, question, at);
    return { items: items.map((item) => JSON.stringify(item)), total };
  } finally {
    readModel.close();
  }
}
