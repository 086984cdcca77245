import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import jsonata from 'jsonata';
import { expressionMessage } from '../webhooks/expressions/expressions.js';
import type { ExpressionInput, ExpressionMessage, ExpressionTask } from './expression-process.js';

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
    process.on('message', (input: ExpressionInput) => {
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
      if (result === undefined) {
        send({ kind: 'failed', code: 'no-result', message: 'The expression has no result for this input.' });
        return;
      }
      const text = JSON.stringify(result, withoutFunctions) as string | undefined;
      if (text === undefined) {
        send({ kind: 'failed', code: 'not-json', message: 'The expression has a result that JSON can not express.' });
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
    parentPort?.on('message', ({ input, at }: ExpressionInput) => {
      compiled.evaluate(input, at === undefined ? undefined : repeatable(at)).then(answer, fail);
    });
    send({ kind: 'ready' });
  } catch (error) {
    send({ kind: 'failed', code: 'syntax', message: expressionMessage(error) });
  }
}

const formatted = jsonata('$fromMillis(ms, picture, timezone)');

/** Replaces the functions that would give something else when the same input is evaluated again. */
function repeatable(at: string): Record<string, unknown> {
  const ms = Date.parse(at);
  const reject = (name: string) => (): never => {
    throw new Error(`$${name}() isn't available here: the same input must always have the same result.`);
  };
  return {
    millis: () => ms,
    now: (picture?: string, timezone?: string) => formatted.evaluate({ ms, picture, timezone }),
    random: reject('random'),
    shuffle: reject('shuffle'),
  };
}

/** JSONata's functions are objects; JSON leaves functions out. */
function withoutFunctions(_key: string, value: unknown): unknown {
  const { _jsonata_function: isBuiltIn, _jsonata_lambda: isLambda } = (value ?? {}) as Readonly<
    Record<string, unknown>
  >;
  return isBuiltIn === true || isLambda === true ? undefined : value;
}
