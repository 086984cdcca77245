import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { closeAll, deliveryClient, receiver } from './receiver.js';

afterEach(closeAll);

const headers = { 'content-type': 'application/json', 'webhook-id': 'one', authorization: 'Bearer s3cret-of-receiver' };
const attempt = (url: string) => ({ url, headers, body: '{"text":"Grüße"}' });

describe('an attempt', () => {
  it('sends exactly the bytes and headers that it is given', async () => {
    const { url, received } = await receiver((_request, response) => response.writeHead(202).end('thanks'));
    const outcome = await deliveryClient().send(attempt(`${url}?channel=a%20b`));
    expect(outcome).toMatchObject({ kind: 'answered', status: 202, body: 'thanks', headers: {} });
    expect(received).toHaveLength(1);
    const [{ request, body } = received[0] as never] = received;
    expect([request.method, request.url]).toEqual(['POST', '/hook?channel=a%20b']);
    expect(request.headers).toMatchObject({ ...headers, 'user-agent': 'claim-ledger/test', 'content-length': '18' });
    expect(body.toString()).toBe('{"text":"Grüße"}');
  });

  it('sends OPTIONS for a handshake, and returns the headers that answer it', async () => {
    const { url, received } = await receiver((_request, response) =>
      response.writeHead(200, { 'WebHook-Allowed-Origin': 'ledger.example', 'X-Other': 'not kept' }).end(),
    );
    const sent = { url, method: 'OPTIONS' as const, headers: { 'webhook-request-origin': 'ledger.example' } };
    const outcome = await deliveryClient().send(sent);
    expect(outcome).toMatchObject({ headers: { 'webhook-allowed-origin': 'ledger.example' } });
    expect(Object.keys(outcome.kind === 'answered' ? outcome.headers : {})).toEqual(['webhook-allowed-origin']);
    expect(received[0]?.request.method).toBe('OPTIONS');
  });

  it.each([301, 302, 303, 307, 308])('does not follow a redirect with status %s', async (status) => {
    const target = await receiver();
    const { url } = await receiver((_request, response) => response.writeHead(status, { location: target.url }).end());
    expect(await deliveryClient().send(attempt(url))).toMatchObject({ kind: 'answered', status });
    expect(target.received).toEqual([]);
  });

  it('keeps the first KB of an answer, whole characters without control characters', async () => {
    const { url } = await receiver((_request, response) => response.end(`\u001b[31m\u0000${'ü'.repeat(5_000)}`));
    const outcome = await deliveryClient().send(attempt(url));
    expect(outcome).toMatchObject({ body: ` [31m ${'ü'.repeat(509)}` });
  });

  it('ends the connection of an answer without an end, and counts its status', async () => {
    let closed: Promise<unknown> | undefined;
    const { url } = await receiver((_request, response) => {
      closed = once(response, 'close');
      const more = (): void => {
        if (!response.destroyed) response.write('x'.repeat(16_384), more);
      };
      response.writeHead(200);
      more();
    });
    expect(await deliveryClient().send(attempt(url))).toMatchObject({ status: 200, body: 'x'.repeat(1_024) });
    await closed;
  });

  it('waits for no other one to the same host', async () => {
    const held: (() => void)[] = [];
    const { url } = await receiver(({ url }, response) => {
      if (url === '/hook') held.push(() => response.writeHead(204).end());
      else response.writeHead(204).end();
    });
    const client = deliveryClient({ timeoutMs: 60_000 });
    const slow = Array.from({ length: 30 }, () => client.send(attempt(url)));
    expect(await client.send(attempt(url.replace('hook', 'quick')))).toMatchObject({ status: 204 });
    while (held.length < 30) await new Promise(setImmediate);
    for (const answer of held) answer();
    for (const outcome of await Promise.all(slow)) expect(outcome).toMatchObject({ status: 204 });
  });

  it('keeps no header that a receiver sends back', async () => {
    const { url } = await receiver(({ headers }, response) =>
      response.writeHead(500).end(`you sent ${JSON.stringify(headers)}; token=s3cret-of-receiver`),
    );
    const outcome = await deliveryClient().send(attempt(url));
    expect(JSON.stringify(outcome)).not.toContain('s3cret');
    expect(outcome).toMatchObject({ body: expect.stringContaining('token=***') as string });
  });

  it('keeps no secret of an address that a receiver sends back, in the body or a header', async () => {
    const { url } = await receiver((request, response) => {
      const path = request.url ?? '';
      response.writeHead(302, { location: `/moved${path}`, 'webhook-delivery': 'BOTSECRETTOKEN' });
      response.end(`No ${path}: ${decodeURIComponent(path)} has the token BOTSECRETTOKEN.`);
    });
    const outcome = await deliveryClient().send(attempt(`${url}/bot123456:BOTSECRETTOKEN/send?key=query%2Fsecret&a=1`));
    expect(outcome).toMatchObject({
      status: 302,
      headers: { location: '/moved/hook/***/send?key=***&a=1', 'webhook-delivery': '***' },
      body: 'No /hook/***/send?key=***&a=1: /hook/***/send?key=***&a=1 has the token ***.',
    });
  });

  it('keeps the origin that a receiver agrees to, though its address has the same name', async () => {
    const { url } = await receiver((_request, response) =>
      response.writeHead(200, { 'webhook-allowed-origin': 'Ledger.example' }).end(),
    );
    const sent = { url: `${url}/ledger.example`, headers: { 'webhook-request-origin': 'ledger.example' } };
    const outcome = await deliveryClient().send(sent);
    expect(outcome).toMatchObject({ headers: { 'webhook-allowed-origin': 'Ledger.example' } });
  });

  it('keeps no value of a cookie that a receiver sends back', async () => {
    const { url } = await receiver((_request, response) => response.end('other is othersecretvalue'));
    const cookie = 'one=verysecretvalue; other=othersecretvalue';
    expect(await deliveryClient().send({ url, headers: { cookie } })).toMatchObject({ body: 'other is ***' });
  });
});

describe('an attempt fails', () => {
  it('after its time for everything together, also if the answer has only begun', async () => {
    const { url } = await receiver(() => undefined);
    expect(await deliveryClient({ timeoutMs: 50 }).send(attempt(url))).toMatchObject({
      kind: 'failed',
      reason: 'timeout',
      message: 'The receiver did not answer in time.',
    });
  });

  it('while a name is being resolved for too long', async () => {
    const resolve = () => new Promise<never>(() => undefined);
    const client = deliveryClient({ timeoutMs: 50, resolve });
    expect(await client.send(attempt('https://slow.example/'))).toMatchObject({ kind: 'failed', reason: 'timeout' });
  });

  it('when it is stopped, before or during the request', async () => {
    const stop = new AbortController();
    const { url } = await receiver(() => {
      stop.abort();
    });
    const client = deliveryClient();
    expect(await client.send(attempt(url), stop.signal)).toMatchObject({ kind: 'failed', reason: 'aborted' });
    expect(await client.send(attempt(url), stop.signal)).toMatchObject({ kind: 'failed', reason: 'aborted' });
  });

  it('when the connection is refused', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const outcome = await deliveryClient().send(attempt(`http://127.0.0.1:${port}/secret-path`));
    expect(outcome).toMatchObject({
      reason: 'connection',
      message: 'The connection could not be made, or was closed before an answer. (ECONNREFUSED)',
    });
  });

  it('when the receiver closes the connection', async () => {
    const { url } = await receiver(({ socket }) => socket.destroy());
    expect(await deliveryClient().send(attempt(url))).toMatchObject({ kind: 'failed', reason: 'connection' });
  });

  it('when the receiver has no TLS', async () => {
    const { port } = await receiver();
    const outcome = await deliveryClient().send(attempt(`https://127.0.0.1:${port}/`));
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'tls' });
  });

  it('when the answer is something else than HTTP', async () => {
    const server = createServer((socket) => {
      socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n\r\n'));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const outcome = await deliveryClient().send(attempt(`http://127.0.0.1:${port}/`));
    server.close();
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'invalid-response' });
  });

  it('when the answer has too many headers', async () => {
    const { url } = await receiver((_request, response) => response.writeHead(200, { big: 'x'.repeat(20_000) }).end());
    expect(await deliveryClient().send(attempt(url))).toMatchObject({ kind: 'failed', reason: 'invalid-response' });
  });

  it('when no address has the name', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('queryA'), { code: 'ENOTFOUND' }));
    const outcome = await deliveryClient({ resolve }).send(attempt('https://nowhere.example/'));
    expect(outcome).toMatchObject({
      reason: 'dns',
      message: 'The name of the host could not be resolved. (ENOTFOUND)',
    });
  });
});
