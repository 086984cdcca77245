import { once } from 'node:events';
import type { Json } from '../../src/lib/json.js';
import { ExpressionProcesses } from '../../src/threads/expression-processes.js';
import { StartedProcesses } from '../support/started-processes.js';

const FOREVER = '($f := function($n) { $f($n + 1) }; $f(0))';

describe('ExpressionProcesses', () => {
  let expressions: ExpressionProcesses;
  let started: StartedProcesses;
  beforeEach(() => {
    started = new StartedProcesses();
    expressions = new ExpressionProcesses({ timeoutMs: 20_000, maxResultLength: 10_000 });
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

  it('keeps the expressions of two subscribers apart, and no more than two processes', async () => {
    const results = await Promise.all(['1', '2', '3', '1', '2', '3'].map((each) => evaluate(each)));
    expect(results).toEqual([1, 2, 3, 1, 2, 3]);
    expect(started.all.length).toBeGreaterThanOrEqual(3);
    expect(started.alive.length).toBeLessThanOrEqual(3);
  });

  it.each([
    ['an endless loop', FOREVER],
    ['a regular expression without an end', '$match($pad("", 40, "a") & "!", /^(a+)+$/)'],
  ])('ends %s, and continues', async (_what, expression) => {
    const hasty = new ExpressionProcesses({ timeoutMs: 100, maxResultLength: 10_000 });
    await expect(hasty.evaluate(expression, {})).rejects.toMatchObject({
      code: 'timeout',
      message: 'The expression takes longer than 100 ms.',
    });
    await hasty.close();
    expect(started.all.map(({ signalCode }) => signalCode)).toEqual(['SIGKILL']);
    expect(await evaluate('1')).toBe(1);
  });

  it.each([
    ['a recursion without an end', '($f := function($n) { 1 + $f($n) }; $f(0))', 'failed', 'Stack overflow'],
    ['a sequence of many items', '[1..1000000]', 'failed', 'D2015'],
    ['too long a result', '$pad("", 20000, "x")', 'too-large', 'The result has 20002 characters'],
    ['no result', 'nothing', 'no-result', 'no result for this input'],
    ['a function', '$sum', 'not-json', 'a result that JSON can not express'],
    ['a function of its own', 'function($x) { $x }', 'not-json', 'a result that JSON can not express'],
    ['an error of its own', '$error("no quote")', 'failed', 'no quote (D3137'],
    ['a wrong operand', '"a" + 1', 'failed', 'must evaluate to a number (T2001'],
    ['a mistake in its syntax', '{', 'syntax', 'before end of expression'],
  ])('reports %s, and continues', async (_what, expression, code, message) => {
    const failure = evaluate(expression);
    await expect(failure).rejects.toMatchObject({ code });
    await expect(failure).rejects.toThrow(message);
    expect(await evaluate('1')).toBe(1);
  });

  it.each([
    [
      'many texts',
      '($f := function($s, $n) { $n = 0 ? [$s] : $f($map([1..1000], function($i) { $s & $string($i) & $s }), $n - 1) }; $f($pad("", 100000, "x"), 9))',
    ],
    ['one long text', '$pad("", 300000000, "a")'],
    [
      'a text made of halves',
      '($d := function($s, $n) { $n = 0 ? $s : $d($s & $s, $n - 1) }; $d("aaaaaaaaaaaaaaaa", 22))',
    ],
    ['the characters of a text', '$count($split($pad("", 100000000, "a"), ""))'],
    ['another form of a text', '$base64encode($uppercase($pad("", 300000000, "a")))'],
  ])('ends an expression that needs too much memory, for %s, and continues', async (_what, expression) => {
    await expect(evaluate(expression)).rejects.toMatchObject({ code: 'memory' });
    expect(started.all.map(({ signalCode }) => signalCode)).toEqual([expect.stringMatching(/^SIG/)]);
    expect(await evaluate('1')).toBe(1);
  });

  it('gives the same result again at the same time, and nothing random', async () => {
    const at = '2024-05-12T08:30:00.000Z';
    const now = '[$now(), $now("[D].[M].[Y]", "+0200"), $millis(), $eval("$now()")]';
    expect(await expressions.evaluate(now, {}, at)).toEqual([at, '12.5.2024', Date.parse(at), at]);
    for (const random of ['$random()', '$shuffle([1, 2])', '$eval("$random()")']) {
      await expect(expressions.evaluate(random, {}, at)).rejects.toMatchObject({ code: 'failed' });
    }
    await expect(expressions.evaluate('$random()', {}, at)).rejects.toThrow("$random() isn't available here");
    expect(await evaluate('$random() < 1')).toBe(true);
  });

  it('leaves no process without a server', async () => {
    const expression = `isShort ? 1 : ${FOREVER}`;
    await evaluate(expression, { isShort: true });
    const running = evaluate(expression).catch((error: unknown) => error);
    const [child] = started.all;
    if (child === undefined) throw new Error('No process was started.');
    const ended = once(child, 'exit');
    child.disconnect();
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(await running).toMatchObject({ code: 'memory' });
  });

  it('gives an expression access to nothing but its input', async () => {
    await expect(evaluate('$string(process) & $string(globalThis) & $string(constructor)')).resolves.toBe('');
    await expect(evaluate('$eval("require")')).rejects.toMatchObject({ code: 'no-result' });
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
