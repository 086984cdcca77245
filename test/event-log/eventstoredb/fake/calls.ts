import { appendCalls } from './append-calls.js';
import type { Clients } from './clients.js';
import { deletionCalls } from './deletion-calls.js';
import { Answers, Labels, type Answer } from './error-labels.js';
import { readCalls } from './read-calls.js';
import { serverCalls } from './server-calls.js';
import { StreamCalls } from './stream-calls.js';
import { subscriptionCalls } from './subscription-calls.js';

/** The calls that the log makes, and some more around them, on a server that nobody else writes to. */
export async function answersOf(clients: Clients): Promise<Record<string, unknown>> {
  const [labels, answers] = [new Labels(), new Answers()];
  await serverCalls(clients, answers);
  const calls = new StreamCalls(clients.unary, labels);
  await appendCalls(calls, answers);
  const unnamed = calls.appendEvents('g', [{ ...labels.event(0), id: 'none' }]);
  await answers.note('an id that is no UUID', unnamed);
  await readCalls(calls, answers);
  await deletionCalls(calls, answers);
  await subscriptionCalls(calls, answers);
  return { ...answers.all, 'batch appends': await batchAnswersOf(clients) };
}

/** What the client's appends are answered if they share one call. */
async function batchAnswersOf({ batch }: Clients): Promise<Record<string, Answer>> {
  const answers = new Answers();
  const calls = new StreamCalls(batch, new Labels());
  await appendCalls(calls, answers);
  await deletionCalls(calls, answers);
  return answers.all;
}
