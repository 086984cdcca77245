import type { Json } from '../../src/lib/json.js';
import { ExpressionThreads } from '../../src/threads/expression-threads.js';
import { StartedThreads } from '../support/started-threads.js';

const FOREVER = '($f := function($n) { $f($n + 1) }; $f(0))';

describe('ExpressionThreads', () => {
  let expressions: ExpressionThreads;
  let started: StartedThreads;
  beforeEach(() => {
    started = new StartedThreads();
    expressions = new ExpressionThreads({ timeoutMs: 20_000, maxResultLength: 10_000 });
  });
  afterEach(async () => {
    await expressions.close();
    started.stop();
  });
  const evaluate = (expression: string, input: Json = {}): Promise<Json> => expressions.evaluate(expression, input);

  it('evaluates an expression for each input', async () => {
    const greeting = '{ "text": "Hello, " & name }';
    expect(await evaluate(greeting, { name: 'Ada' })).toEqual({ text: 'Hello, Ada' });
    expect(await evaluate(greeting, { name: 'שלום' })).toEqual({ text: 'Hello, שלום' });
    expect(started.all).toHaveLength(1);
  });

  it('keeps the expressions of two subscribers apart, and no more than two threads', async () => {
    const results = await Promise.all(['1', '2', '3', '1', '2', '3'].map((each) => evaluate(each)));
    expect(results).toEqual([1, 2, 3, 1, 2, 3]);
    const ended = started.all.filter(({ threadId }) => threadId === -1).length;
    expect(started.all.length).toBeGreaterThanOrEqual(3);
    expect(started.all.length - ended).toBeLessThanOrEqual(3);
  });

  it.each([
    ['an endless loop', FOREVER],
    ['a regular expression without an end', '$match($pad("", 40, "a") & "!", /^(a+)+$/)'],
  ])('ends %s, and continues', async (_what, expression) => {
    const hasty = new ExpressionThreads({ timeoutMs: 100, maxResultLength: 10_000 });
    await expect(hasty.evaluate(expression, {})).rejects.toMatchObject({
      code: 'timeout',
      message: 'The expression takes longer than 100 ms.',
    });
    await hasty.close();
    expect(started.all.map(({ threadId }) => threadId)).toEqual([-1]);
    expect(await evaluate('1')).toBe(1);
  });

  it.each([
    ['a recursion without an end', '($f := function($n) { 1 + $f($n) }; $f(0))', 'failed', 'Stack overflow'],
    ['a sequence of many items', '[1..1000000]', 'failed', 'D2015'],
    ['too long a result', '$pad("", 20000, "x")', 'too-large', 'The result has 20002 characters'],
    ['no result', 'nothing', 'not-json', 'no result that JSON can express'],
    ['a function', '$sum', 'not-json', 'no result that JSON can express'],
    ['a function of its own', 'function($x) { $x }', 'not-json', 'no result that JSON can express'],
    ['an error of its own', '$error("no quote")', 'failed', 'no quote (D3137'],
    ['a wrong operand', '"a" + 1', 'failed', 'must evaluate to a number (T2001'],
    ['a mistake in its syntax', '{', 'syntax', 'before end of expression'],
  ])('reports %s, and continues', async (_what, expression, code, message) => {
    const failure = evaluate(expression);
    await expect(failure).rejects.toMatchObject({ code });
    await expect(failure).rejects.toThrow(message);
    expect(await evaluate('1')).toBe(1);
  });

  it('ends an expression that needs too much memory', async () => {
    const doubling =
      '($f := function($s, $n) { $n = 0 ? [$s] : $f($map([1..1000], function($i) { $s & $string($i) & $s }), $n - 1) }; $f($pad("", 100000, "x"), 9))';
    await expect(evaluate(doubling)).rejects.toMatchObject({ code: 'memory' });
    expect(await evaluate('1')).toBe(1);
  });

  it('gives an expression access to nothing but its input', async () => {
    await expect(evaluate('$string(process) & $string(globalThis) & $string(constructor)')).resolves.toBe('');
    await expect(evaluate('$eval("require")')).rejects.toMatchObject({ code: 'not-json' });
    await expect(evaluate('__proto__.polluted ~> |$|{"__proto__": {"polluted": true}}|', {})).rejects.toBeDefined();
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('stops evaluations when it is closed', async () => {
    const running = Promise.allSettled([evaluate(FOREVER), evaluate(`${FOREVER} `), evaluate('3')]);
    await expect(evaluate('{')).rejects.toMatchObject({ code: 'syntax' });
    await expressions.close();
    for (const { status } of await running) expect(status).toBe('rejected');
  });
});
