import { parentPort, workerData } from 'node:worker_threads';
import jsonata from 'jsonata';
import type { Json } from '../lib/json.js';
import { expressionMessage } from '../webhooks/expressions/expressions.js';
import type { ExpressionMessage, ExpressionTask } from './expression-thread.js';

/** The thread ends an expression that runs too long; a recursion without an end fails sooner, and says so. */
const LIMITS = { stack: 500, sequence: 100_000 };

const send = (message: ExpressionMessage): void => parentPort?.postMessage(message);
const { expression, maxResultLength } = workerData as ExpressionTask;

try {
  const compiled = jsonata(expression, LIMITS);
  parentPort?.on('message', (input: Json) => {
    compiled.evaluate(input).then(answer, fail);
  });
  send({ kind: 'ready' });
} catch (error) {
  send({ kind: 'failed', code: 'syntax', message: expressionMessage(error) });
}

function answer(result: unknown): void {
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
}

function fail(error: unknown): void {
  send({ kind: 'failed', code: 'failed', message: expressionMessage(error) });
}

/** JSONata's functions are objects; JSON leaves functions out. */
function withoutFunctions(_key: string, value: unknown): unknown {
  const { _jsonata_function: isBuiltIn, _jsonata_lambda: isLambda } = (value ?? {}) as Readonly<
    Record<string, unknown>
  >;
  return isBuiltIn === true || isLambda === true ? undefined : value;
}
