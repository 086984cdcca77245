import jsonata from 'jsonata';
import type { Json } from '../../lib/json.js';

/**
 * Why an expression has no result. `syntax`: it can't be read. `failed`: it raised an error. `timeout`, `memory`: it
 * needed more than it may. `too-large`: its result is too long. `no-result`: its input has nothing that it looks for.
 * `not-json`: it has a result that isn't JSON. `stopped`: the process that evaluates it could not start, or was ended; a
 * later attempt may succeed.
 */
export type ExpressionFault =
  'syntax' | 'failed' | 'timeout' | 'memory' | 'too-large' | 'no-result' | 'not-json' | 'stopped';

/** An expression has no result. The message explains it to its author. */
export class ExpressionError extends Error {
  constructor(
    readonly code: ExpressionFault,
    message: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** The longest expression, in UTF-16 code units. The parser may take the square of the length. */
export const MAX_EXPRESSION_LENGTH = 4_000;

/** Evaluates JSONata expressions of others, within limits of time, memory and the length of the result. */
export abstract class Expressions {
  /**
   * The result for this input. Throws an `ExpressionError`.
   *
   * @param at an ISO instant: what `$now()` and `$millis()` give, so that the same input always has the same result.
   *   Functions that give random values then fail. Default: the current time.
   */
  abstract evaluate(expression: string, input: Json, at?: string): Promise<Json>;

  /** Ends what still runs: pending evaluations throw an `ExpressionError`. */
  abstract close(): Promise<void>;
}

/** What is wrong with an expression before it has any input, as a sentence; undefined if it can be read. */
export function syntaxProblem(expression: string): string | undefined {
  if (expression.trim() === '') return 'The expression is empty.';
  if (expression.length > MAX_EXPRESSION_LENGTH) {
    return `The expression has ${expression.length} characters; at most ${MAX_EXPRESSION_LENGTH} are allowed.`;
  }
  try {
    jsonata(expression);
    return undefined;
  } catch (error) {
    return expressionMessage(error);
  }
}

const MAX_MESSAGE_LENGTH = 300;

/**
 * What JSONata says of an error, with its code and where in the expression it is. Texts of the input are left out, since the
 * message is kept; those that the expression itself gives to `$error` and `$assert` aren't.
 */
export function expressionMessage(error: unknown): string {
  const { code, message, position, value, value2 } = (error ?? {}) as Readonly<Record<string, unknown>>;
  const text = typeof message === 'string' && message !== '' ? message : 'The expression failed.';
  const where = typeof position === 'number' ? ` at character ${position}` : '';
  const details = typeof code === 'string' ? ` (${code}${where})` : where;
  const isOfSyntax = typeof code === 'string' && code.startsWith('S');
  const shown = isOfSyntax ? text : withoutValue(withoutValue(text, value), value2);
  return `${shown.slice(0, MAX_MESSAGE_LENGTH)}${details}`;
}

/** Numbers and truth values stay. */
function withoutValue(text: string, value: unknown): string {
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) return text;
  const kind = typeof value === 'string' ? 'a text' : Array.isArray(value) ? 'a list' : 'an object';
  try {
    return text.replaceAll(JSON.stringify(value), kind);
  } catch {
    // What JSON can't express, such as a function, isn't in the text either.
    return text;
  }
}
