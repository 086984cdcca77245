import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import jsonata from 'jsonata';
import type { Json } from '../lib/json.js';
import { expressionMessage } from '../webhooks/expressions/expressions.js';
import type { ExpressionMessage, ExpressionTask } from './expression-process.js';

/** The process ends an expression that runs too long; a recursion without an end fails sooner, and says so. */
const LIMITS = { stack: 500, sequence: 100_000 };
const MEMORY = { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 8, codeRangeSizeMb: 16, stackSizeMb: 4 };

/**
 * The program of a process of its own. Its main thread only passes on messages, so it notices when the server has
 * ended, and ends an expression without an end.
 */
if (isMainThread) passOn();
else evaluate(workerData as ExpressionTask);

function passOn(): void {
  process.once('disconnect', end);
  process.once('message', (task: ExpressionTask) => {
    const thread = new Worker(new URL(import.meta.url), { workerData: task, resourceLimits: MEMORY, execArgv: [] });
    process.on('message', ({ input }: { readonly input: Json }) => {
      thread.postMessage(input);
    });
    thread.on('message', (message: ExpressionMessage) => process.send?.(message));
    thread.once('error', (error: NodeJS.ErrnoException) => {
      // As V8 and the system end a process without memory.
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') end();
    });
    thread.once('exit', () => process.exit(1));
  });
}

function end(): void {
  process.kill(process.pid, 'SIGKILL');
}

function evaluate({ expression, maxResultLength }: ExpressionTask): void {
  const send = (message: ExpressionMessage): void => parentPort?.postMessage(message);
  const fail = (error: unknown): void => {
    send({ kind: 'failed', code: 'failed', message: expressionMessage(error) });
  };
  const answer = (result: unknown): void => {
    try {
      const text = JSON.stringify(result, withoutFunctions) as string | undefined;
      if (text === undefined) {
        send({ kind: 'failed', code: 'not-json', message: 'The expression has no result that JSON can express.' });
      } else if (text.length > maxResultLength) {
        const message = `The result has ${text.length} characters; at most ${maxResultLength} are allowed.`;
        send({ kind: 'failed', code: 'too-large', message });
      } else {
        send({ kind: 'result', text });
      }
    } catch (error) {
      fail(error);
    }
  };
  try {
    const compiled = jsonata(expression, LIMITS);
    parentPort?.on('message', (input: Json) => {
      compiled.evaluate(input).then(answer, fail);
    });
    send({ kind: 'ready' });
  } catch (error) {
    send({ kind: 'failed', code: 'syntax', message: expressionMessage(error) });
  }
}

/** JSONata's functions are objects; JSON leaves functions out. */
function withoutFunctions(_key: string, value: unknown): unknown {
  const { _jsonata_function: isBuiltIn, _jsonata_lambda: isLambda } = (value ?? {}) as Readonly<
    Record<string, unknown>
  >;
  return isBuiltIn === true || isLambda === true ? undefined : value;
}
