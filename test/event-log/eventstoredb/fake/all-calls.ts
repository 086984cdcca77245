import { appendCalls } from './append-calls.js';
import type { Clients } from './clients.js';
import { deletionCalls } from './deletion-calls.js';
import { CallResults, Labels, type CallResult } from './call-results.js';
import { readCalls } from './read-calls.js';
import { serverCalls } from './server-calls.js';
import { StreamCalls } from './stream-calls.js';
import { subscriptionCalls } from './subscription-calls.js';

/**
 * Makes the calls that the log uses, and related ones, and returns the results. No other client may write to the
 * server.
 */
export async function callWithoutTls(clients: Clients): Promise<Record<string, unknown>> {
  const [labels, results] = [new Labels(), new CallResults()];
  await serverCalls(clients, results);
  const calls = new StreamCalls(clients.unary, labels);
  await appendCalls(calls, results);
  const withInvalidId = calls.appendEvents('g', [{ ...labels.event(0), id: 'none' }]);
  await results.record('an id that is not a UUID', withInvalidId);
  await readCalls(calls, results);
  await deletionCalls(calls, results);
  await subscriptionCalls(calls, results);
  return { ...results.all, 'batch appends': await batchCalls(clients) };
}

/** Returns the results of appends that share one `BatchAppend` call. */
async function batchCalls({ batch }: Clients): Promise<Record<string, CallResult>> {
  const results = new CallResults();
  const calls = new StreamCalls(batch, new Labels());
  await appendCalls(calls, results);
  await deletionCalls(calls, results);
  return results.all;
}
