import type { LookupAddress } from 'node:dns';
import { closeAll, deliveryClient, receiver } from './receiver.js';

afterEach(closeAll);

const PUBLIC: LookupAddress = { address: '93.184.216.34', family: 4 };
const LOOPBACK: LookupAddress = { address: '127.0.0.1', family: 4 };
const attempt = (url: string) => ({ url, headers: {}, body: '{}' });
const refused = { kind: 'failed', reason: 'refused-address', message: 'The address is not one that may be reached.' };

describe('what may not be reached', () => {
  it.each(['http://127.0.0.1:PORT/', 'http://2130706433:PORT/', 'http://0x7f.1:PORT/', 'http://[::ffff:7f00:1]:PORT/'])(
    'gets no request at %s',
    async (form) => {
      const { port, received } = await receiver();
      const client = deliveryClient({ allowedHosts: [] });
      expect(await client.send(attempt(form.replace('PORT', String(port))))).toMatchObject(refused);
      expect(received).toEqual([]);
    },
  );

  it.each([
    ['loopback', [LOOPBACK]],
    ['a public address and loopback', [PUBLIC, LOOPBACK]],
    ['loopback in IPv6', [PUBLIC, { address: '::1', family: 6 }]],
    ['a mapped address', [{ address: '::ffff:10.0.0.1', family: 6 }]],
    ['an address of NAT64', [{ address: '64:ff9b::a9fe:a9fe', family: 6 }]],
    ['something else than an address', [{ address: 'localhost', family: 4 }]],
  ])('is a name that leads to %s', async (_what, addresses) => {
    const client = deliveryClient({ allowedHosts: [], resolve: () => Promise.resolve(addresses) });
    expect(await client.send(attempt('https://receiver.example/'))).toMatchObject(refused);
    expect(await client.addressProblem('https://receiver.example/')).toContain('not a public address');
  });

  it('is a name that led elsewhere when it was registered', async () => {
    const answers = [[PUBLIC], [LOOPBACK]];
    const client = deliveryClient({ allowedHosts: [], resolve: () => Promise.resolve(answers.shift() ?? []) });
    expect(await client.addressProblem('https://receiver.example/')).toBeUndefined();
    expect(await client.send(attempt('https://receiver.example/'))).toMatchObject(refused);
  });
});

describe('a host that the operator allows', () => {
  it('is reached by its name, whatever address that has', async () => {
    const { port, received } = await receiver();
    const client = deliveryClient({
      allowedHosts: [`hooks.internal:${port}`],
      resolve: () => Promise.resolve([LOOPBACK]),
    });
    expect(await client.addressProblem(`http://hooks.internal:${port}/`)).toBeUndefined();
    expect(await client.send(attempt(`http://hooks.internal:${port}/`))).toMatchObject({ status: 204 });
    expect(received[0]?.request.headers.host).toBe(`hooks.internal:${port}`);
  });

  it('is reached by a system name', async () => {
    const { port } = await receiver();
    const client = deliveryClient({ allowedHosts: ['localhost'] });
    expect(await client.send(attempt(`http://localhost:${port}/`))).toMatchObject({ status: 204 });
  });

  it('has its name resolved once for each connection, so that no second answer counts', async () => {
    const { port } = await receiver((_request, response) => response.writeHead(204, { connection: 'close' }).end());
    let lookups = 0;
    const resolve = () => {
      lookups += 1;
      return Promise.resolve([LOOPBACK]);
    };
    const client = deliveryClient({ allowedHosts: ['hooks.internal'], resolve });
    await client.send(attempt(`http://hooks.internal:${port}/`));
    expect(lookups).toBe(1);
    await client.send(attempt(`http://hooks.internal:${port}/`));
    expect(lookups).toBe(2);
  });

  it('allows no other one', async () => {
    const { port, received } = await receiver();
    const client = deliveryClient({ allowedHosts: ['hooks.internal'], resolve: () => Promise.resolve([LOOPBACK]) });
    expect(await client.send(attempt(`http://other.internal:${port}/`))).toMatchObject(refused);
    expect(await client.send(attempt(`https://other.internal/`))).toMatchObject(refused);
    expect(received).toEqual([]);
  });
});

describe('an address at its registration', () => {
  it('is refused if its name has no address', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' }));
    expect(await deliveryClient({ resolve }).addressProblem('https://nowhere.example/')).toBe(
      "names a host that can't be resolved: nowhere.example",
    );
    const none = deliveryClient({ resolve: () => Promise.resolve([]) });
    expect(await none.addressProblem('https://nowhere.example/')).toContain("can't be resolved");
  });

  it('is refused for its form before its name is resolved', async () => {
    const client = deliveryClient({ resolve: () => Promise.reject(new Error('resolved')) });
    expect(await client.addressProblem('http://example.org/')).toContain('must begin with https://');
  });
});

it('finds in limited time that a name can not be resolved', async () => {
  const client = deliveryClient({ timeoutMs: 50, resolve: () => new Promise<never>(() => undefined) });
  expect(await client.addressProblem('https://slow.example/')).toBe(
    "names a host that can't be resolved: slow.example",
  );
});
