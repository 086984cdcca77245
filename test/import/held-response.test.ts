import { heldForProxies } from '../../src/import/held-response.js';

type Request = Parameters<typeof heldForProxies>[1];

/** The parts that come before the body was read, and those after it. */
async function sent(headers: Request['headers'], size = 10): Promise<readonly [number, number]> {
  const request = { headers, complete: false };
  const parts = { before: 0, after: 0 };
  async function* lines() {
    for (const complete of [false, false, true, true]) {
      await Promise.resolve();
      request.complete = complete;
      yield `${'x'.repeat(size)}\n`;
    }
  }
  for await (const _part of heldForProxies(lines(), request)) parts[request.complete ? 'after' : 'before'] += 1;
  return [parts.before, parts.after];
}

it('sends each line immediately if the request came directly', async () => {
  expect(await sent({ host: 'localhost' })).toEqual([2, 2]);
});

it.each(['x-forwarded-for', 'forwarded', 'via'])('holds lines until the body was read if there is %s', async (name) => {
  expect(await sent({ [name]: '127.0.0.1' })).toEqual([0, 4]);
});

it('does not hold more than 8 MiB', async () => {
  expect(await sent({ via: '1.1 proxy' }, 5 * 1024 * 1024)).toEqual([2, 2]);
});

it('sends what it holds if the response ends before the body was read', async () => {
  async function* lines() {
    await Promise.resolve();
    yield 'a\n';
    yield 'b\n';
  }
  const parts: string[] = [];
  for await (const part of heldForProxies(lines(), { headers: { via: '1.1 p' }, complete: false })) parts.push(part);
  expect(parts).toEqual(['a\n', 'b\n']);
});
