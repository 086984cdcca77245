import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

/** Short, since these tests are about what takes longer. */
const TIMEOUT_MS = 400;
const MAX_CONNECTIONS = 60;

describe('a client that is slow', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start({
      CLAIM_LEDGER_REQUEST_TIMEOUT_MS: String(TIMEOUT_MS),
      CLAIM_LEDGER_MAX_CONNECTIONS: String(MAX_CONNECTIONS),
      CLAIM_LEDGER_LIVE_DRAIN_MS: String(TIMEOUT_MS),
      CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
    });
    await recordSmallLedger(ledger);
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await untilConnections(0);
  });
  afterAll(() => ledger.stop());

  const clients: Socket[] = [];

  function open(): Socket {
    const { port } = new URL(ledger.url);
    const client = connect(Number(port), '127.0.0.1');
    // A connection that the server resets is closed, too.
    client.on('error', () => undefined);
    clients.push(client);
    return client;
  }

  const connections = (): Promise<number> =>
    new Promise((resolve) => {
      ledger.app.getHttpServer().getConnections((_error: unknown, count: number) => {
        resolve(count);
      });
    });

  async function untilConnections(expected: number): Promise<void> {
    while ((await connections()) > expected) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  /** Everything that the server sends until it closes the connection. */
  async function received(client: Socket): Promise<string> {
    let text = '';
    client.on('data', (chunk: Buffer) => (text += chunk.toString()));
    // A reset is an error, too, and is followed by this.
    if (!client.closed) await new Promise((resolve) => client.once('close', resolve));
    return text;
  }

  const head = (line: string, ...headers: readonly string[]): string =>
    [`${line} HTTP/1.1`, 'Host: ledger', ...headers, '', ''].join('\r\n');
  const json = (bytes: number): string[] => [
    `Authorization: Bearer ${ledger.key}`,
    'Content-Type: application/json',
    `Content-Length: ${bytes}`,
  ];
  const position = async (): Promise<string> => {
    const { body } = await ledger.get('/v1/status').expect(200);
    return (body as { readonly position: string }).position;
  };

  /** Sends bytes in pieces until the server closes the connection. */
  function trickle(client: Socket, bytes: Buffer | string, size: number, everyMs: number): void {
    const all = Buffer.from(bytes);
    let sent = 0;
    const timer = setInterval(() => {
      if (client.destroyed || sent >= all.length) clearInterval(timer);
      else client.write(all.subarray(sent, (sent += size)));
    }, everyMs);
    client.once('close', () => {
      clearInterval(timer);
    });
  }

  it('with its headers gets 408, and no connection is left', async () => {
    const client = open();
    trickle(client, head('GET /v1/claims', `X-Padding: ${'a'.repeat(10_000)}`), 1, 20);
    expect(await received(client)).toMatch(/^HTTP\/1\.1 408 [^]*urn:claim-ledger:problem:request-timeout/);
  });

  it('that connects and sends nothing is disconnected', async () => {
    expect(await received(open())).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('with its body gets 408, and nothing is recorded', async () => {
    const actor = JSON.stringify({ kind: 'person', name: 'a'.repeat(400) });
    const before = await position();
    for (const [line, body, ...headers] of [
      ['PUT /v1/actors/slow', actor],
      ['POST /v1/actors', actor],
      ['PUT /v1/actors/slow', gzipSync(actor), 'Content-Encoding: gzip'],
      ['POST /v1/integrations/nobody/deliveries', actor],
      ['POST /v1/integrations/nobody/deliveries', actor, 'Content-Type: text/plain'],
    ] as const) {
      const client = open();
      client.write(head(line, ...json(Buffer.byteLength(body)).filter((each) => !isIn(each, headers)), ...headers));
      trickle(client, body, 1, 50);
      expect([line, await received(client)]).toEqual([
        line,
        expect.stringMatching(/^HTTP\/1\.1 408 [^]*connection: close[^]*urn:claim-ledger:problem:request-timeout/i),
      ]);
    }
    expect(await position()).toBe(before);
    await ledger.get('/v1/actors/slow').expect(404);
  });

  it('with the body of a request that was rejected already is disconnected', async () => {
    const client = open();
    client.write(head('PUT /v1/actors/slow', 'Content-Type: application/json', 'Content-Length: 100000'));
    trickle(client, 'a'.repeat(100_000), 1, 20);
    expect(await received(client)).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('keeps its connection after a request that was rejected before all of its body was read', async () => {
    const lines = `"${'a'.repeat(1_000_000)}`;
    for (const [line, ...headers] of [
      ['POST /v1/import', 'Content-Type: application/x-ndjson'],
      ['PUT /v1/actors/late', 'Authorization: Bearer x'],
    ] as const) {
      const client = open();
      const others = json(lines.length).filter((each) => !isIn(each, headers));
      client.write(head(line, ...headers, ...others));
      client.write(lines);
      client.write(head('GET /v1/claims', 'Connection: close'));
      expect([line, await received(client)]).toEqual([
        line,
        expect.stringMatching(/^HTTP\/1\.1 4\d\d [^]*HTTP\/1\.1 200 /),
      ]);
    }
  });

  it('with a file gets what was imported and the reason, below the minimum rate', async () => {
    const line = (id: string) =>
      `${JSON.stringify({ type: 'ActorRegistered', actor: id, kind: 'person', name: id.repeat(30) })}\n`;
    const send = (size: number, everyMs: number, name: string) => {
      const lines = line(`${name}-a`) + line(`${name}-b`) + line(`${name}-c`);
      const client = open();
      client.write(
        head(
          'POST /v1/import',
          `Authorization: Bearer ${ledger.key}`,
          'Content-Type: application/x-ndjson',
          'Connection: close',
          `Content-Length: ${Buffer.byteLength(lines)}`,
        ) + lines.slice(0, line(`${name}-a`).length + 10),
      );
      trickle(client, lines.slice(line(`${name}-a`).length + 10), size, everyMs);
      return received(client);
    };
    const slow = await send(1, 50, 'slow-file');
    expect(slow).toContain('at least 500 bytes a second are required');
    expect(slow).toContain('"recorded":1');
    await ledger.get('/v1/actors/slow-file-a').expect(200);
    await ledger.get('/v1/actors/slow-file-b').expect(404);
    // Twice the rate, and more than twice the timeout.
    const steady = await send(100, 100, 'steady-file');
    expect(steady).toContain('"recorded":3');
  });

  it('that reads nothing of its responses is disconnected', async () => {
    const client = open();
    client.pause();
    // More than the system keeps between the two.
    for (let count = 0; count < 20; count++) client.write(head('GET /docs/swagger-ui-bundle.js'));
    await once(client, 'connect');
    await untilConnections(0);
    client.resume();
    expect((await received(client)).length).toBeLessThan(20 * 1_000_000);
  });

  it('that reads nothing of the report of an import is disconnected', async () => {
    const client = open();
    client.pause();
    client.write(
      head(
        'POST /v1/import',
        `Authorization: Bearer ${ledger.key}`,
        'Content-Type: application/x-ndjson',
        'Transfer-Encoding: chunked',
      ),
    );
    const lines = `{"type":"${'x'.repeat(200)}"}\n`.repeat(500);
    const chunk = `${Buffer.byteLength(lines).toString(16)}\r\n${lines}\r\n`;
    const send = (): void => {
      while (!client.destroyed && client.write(chunk));
      client.once('drain', send);
    };
    send();
    await once(client, 'connect');
    await untilConnections(0);
  });

  it('that sends many requests before it reads a response is disconnected', async () => {
    const client = open();
    client.write(head('GET /v1/claims').repeat(500));
    const responses = (await received(client)).match(/HTTP\/1\.1 200/g) ?? [];
    expect(responses.length).toBeLessThan(40);
    const few = open();
    few.write(head('GET /v1/claims').repeat(9) + head('GET /v1/claims', 'Connection: close'));
    expect((await received(few)).match(/HTTP\/1\.1 200/g)).toHaveLength(10);
  });

  it('among many others leaves room for those who are not', async () => {
    const waiting = (count: number) =>
      Array.from({ length: count }, () => {
        const client = open();
        client.write('GET /v1/claims HTTP/1.1\r\nHost: ledger\r\nX-Slow: ');
        return client;
      });
    const few = waiting(MAX_CONNECTIONS / 2);
    await ledger.get('/v1/claims').expect(200);
    // Those beyond the maximum are closed without a response, and the others when their time is over.
    const responses = await Promise.all([...few, ...waiting(3 * MAX_CONNECTIONS)].map(received));
    expect(responses.filter((response) => response === '').length).toBeGreaterThan(2 * MAX_CONNECTIONS);
    await untilConnections(0);
    await ledger.get('/v1/claims').expect(200);
  });
});

const isIn = (header: string, headers: readonly string[]): boolean =>
  headers.some((each) => each.split(':')[0] === header.split(':')[0]);
