import { parentPort, workerData } from 'node:worker_threads';
import { errorMessage } from '../lib/error-message.js';
import { SecretBox } from '../lib/secret-box.js';
import { DeliveryLog } from '../webhooks/outbound/deliveries/delivery-log.js';
import { Dispatcher } from '../webhooks/outbound/dispatch/dispatcher.js';
import { LedgerItems } from '../webhooks/outbound/dispatch/ledger-items.js';
import { openTracer } from '../tracing/open-tracer.js';
import { tracedClient } from '../webhooks/delivery/traced-client.js';
import { Sender } from '../webhooks/outbound/dispatch/sender.js';
import { DeliveryClient } from '../webhooks/delivery/delivery-client.js';
import { Formatter } from '../webhooks/formats/formatter.js';
import type {
  DispatcherAppend,
  DispatcherQuestion,
  DispatcherTask,
  FromDispatcher,
  MadeAttempt,
  ToDispatcher,
} from './dispatcher-messages.js';
import { ExpressionProcesses } from './expression-processes.js';
import { replyTo, ThreadCalls } from './thread-calls.js';
import { yieldToRequests } from './yield-to-requests.js';

const send = (message: FromDispatcher): void => parentPort?.postMessage(message);
const calls = new ThreadCalls();
const append = (what: DispatcherAppend): Promise<void> =>
  calls.call((call) => {
    send({ kind: 'append', call, what });
  });

/** Metrics learn of attempts together after so long, so that few messages disturb the thread of requests. */
const REPORT_AFTER_MS = 50;
let attempts: MadeAttempt[] = [];
function sendAttempts(): void {
  if (attempts.length > 0) send({ kind: 'attempts', attempts });
  attempts = [];
}

yieldToRequests();
const task = workerData as DispatcherTask;
const { log, retryDelaysMs, publicUrl, origin } = task;
const client = new DeliveryClient(task.delivery);
const expressions = new ExpressionProcesses();
const deliveries = DeliveryLog.open(task.file);
const clock = (): number => Date.now();
// The thread of requests reports when traces can't be sent.
const tracer = task.traces && (await openTracer(task.traces, () => undefined));
const sender = new Sender(
  tracer ? tracedClient(client, tracer) : client,
  new Formatter(expressions),
  new SecretBox(task.secretsKeys),
  { log, origin },
  clock,
);
const dispatcher = new Dispatcher({
  log,
  sender,
  deliveries,
  retryDelaysMs,
  publicUrl,
  clock,
  random: Math.random,
  record: (command) => append({ append: 'record', command }),
  saveProgress: (lane, progress) => append({ append: 'progress', lane, progress }),
  onAttempt: (isDelivered, seconds) => {
    attempts.push({ isDelivered, seconds });
    if (attempts.length === 1) setTimeout(sendAttempts, REPORT_AFTER_MS);
  },
  onTrouble: (message, error) => {
    send({ kind: 'trouble', message, error: errorMessage(error) });
  },
  ...(tracer && { trace: tracer.begin.bind(tracer) }),
});

async function answer(question: DispatcherQuestion): Promise<unknown> {
  switch (question.ask) {
    case 'test':
      return dispatcher.test(question.webhook);
    case 'redeliver':
      return dispatcher.redeliver(question.webhook, question.delivery);
    case 'count':
      return dispatcher.count(question.webhook, question.from, question.until);
    case 'states':
      return dispatcher.states();
    case 'erase':
      return dispatcher.erase(question.redaction);
  }
}

async function stop(): Promise<void> {
  await dispatcher.stop();
  sendAttempts();
  await client.close();
  await expressions.close();
  deliveries.close();
  await tracer?.close();
  parentPort?.close();
}

parentPort?.on('message', (message: ToDispatcher) => {
  switch (message.kind) {
    case 'read-from':
      dispatcher.readFrom(
        message.file === undefined ? undefined : LedgerItems.open(message.file, log),
        message.caughtUp,
      );
      return;
    case 'changed':
      dispatcher.readModelChanged(message.caughtUp);
      return;
    case 'assign':
      dispatcher.assign(message.assignments);
      return;
    case 'lead':
      dispatcher.lead(message.untilMs);
      return;
    case 'ask':
      void replyTo(message.call, () => answer(message.question)).then(send);
      return;
    case 'reply':
      calls.settle(message);
      return;
    case 'stop':
      void stop();
  }
});
send({ kind: 'started' });
