import { parentPort } from 'node:worker_threads';
import type { ScenarioTask } from '../claims/scenario/scenario-evaluator.js';
import { ScenarioReads, type ScenarioStates } from '../claims/scenario/scenario-reads.js';
import { policyNamed } from '../ledger/policies.js';
import { errorMessage } from '../lib/error-message.js';
import { ReadModel } from '../read-model/read-model.js';
import type { ScenarioMessage } from './scenario-thread.js';
import { yieldToRequests } from './yield-to-requests.js';

/** The read model of the last task, open until another one is active. */
let open: { readonly readModel: ReadModel; readonly reads: ScenarioReads; readonly source: string } | undefined;

yieldToRequests();
parentPort?.on('message', (task: ScenarioTask) => {
  const send = (message: ScenarioMessage): void => parentPort?.postMessage(message);
  try {
    send({ states: evaluate(task) });
  } catch (error) {
    send({ error: errorMessage(error) });
  }
});

function evaluate({ source, scenario, claims }: ScenarioTask): ScenarioStates {
  if (open?.source !== source) {
    open?.readModel.close();
    const readModel = ReadModel.open(source);
    open = { readModel, reads: new ScenarioReads(readModel), source };
  }
  const { readModel, reads } = open;
  readModel.rowsChanged();
  const policy = policyNamed(scenario.policy, readModel);
  if (!policy) throw new Error(`There is no policy ${scenario.policy}.`);
  reads.under(scenario, policy, claims);
  return reads.states();
}
