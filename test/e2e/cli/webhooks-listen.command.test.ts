import { once } from 'node:events';
import { createSecret } from '../../../src/webhooks/signing/secrets.js';
import { signedHeaders } from '../../../src/webhooks/signing/sign.js';
import { cleanUp, run, start } from '../../support/run-cli.js';

afterAll(cleanUp);

const DENIED = JSON.stringify({
  specversion: '1.0',
  id: 'one',
  type: 'claim-ledger.claim.denied.v1',
  subject: 'bridge-closed',
  data: { by: ['mayor'], quote: { text: '\u001b[31mNo.' } },
});

/** A running `webhooks listen`, and what it has printed. */
async function listen(...options: readonly string[]) {
  const child = start(['webhooks', 'listen', '--port', '0', ...options]);
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
  const waitFor = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const [found] = pattern.exec(printed) ?? [];
      if (found !== undefined) return found;
      await once(child.stdout, 'data');
    }
  };
  const url = await waitFor(/http:\/\/127\.0\.0\.1:\d+\//);
  const stop = async (): Promise<number | null> => {
    const exit = once(child, 'exit') as Promise<[number | null]>;
    child.kill('SIGINT');
    return (await exit)[0];
  };
  return { url, waitFor, stop, printed: () => printed };
}

/** Sends a signed webhook and returns the status of the answer. */
async function send(url: string, secret: string, { id = 'one', body = DENIED, late = 0 } = {}): Promise<Response> {
  const timestamp = Math.floor(Date.now() / 1_000) - late;
  const headers = signedHeaders({ id, timestamp, body, secrets: [secret] });
  return fetch(url, { method: 'POST', headers, body });
}

describe('webhooks listen', () => {
  it('verifies signatures, prints what arrives, and exits cleanly', async () => {
    const [secret, other] = [createSecret('hmac'), createSecret('hmac')];
    const receiver = await listen('--secret', secret);
    expect((await send(`${receiver.url}hook`, secret)).status).toBe(204);
    expect((await send(receiver.url, other)).status).toBe(401);
    expect((await send(receiver.url, secret, { late: 400 })).status).toBe(401);
    expect((await send(receiver.url, secret)).status).toBe(204);
    await receiver.waitFor(/repeated/);
    expect(receiver.printed().replace(/^\d\d:\d\d:\d\d/gm, 'TIME')).toBe(
      [
        `Receiving webhooks on ${receiver.url}, until Ctrl-C.`,
        'TIME  204  signature valid  claim-ledger.claim.denied.v1 bridge-closed',
        '          Denied by mayor.',
        'TIME  401  signature no-match  claim-ledger.claim.denied.v1 bridge-closed',
        'TIME  401  signature too-old  claim-ledger.claim.denied.v1 bridge-closed',
        'TIME  204  signature valid, repeated  claim-ledger.claim.denied.v1 bridge-closed',
        '          Denied by mayor.',
        '',
      ].join('\n'),
    );
    expect(await receiver.stop()).toBe(0);
  });

  it('answers both handshakes, also while it fails on purpose', async () => {
    const receiver = await listen('--fail', '1');
    const options = await fetch(receiver.url, {
      method: 'OPTIONS',
      headers: { 'WebHook-Request-Origin': 'ledger.example' },
    });
    expect(options.status).toBe(200);
    expect(options.headers.get('webhook-allowed-origin')).toBe('ledger.example');
    expect(options.headers.get('webhook-allowed-rate')).toBe('*');
    const challenge = { specversion: '1.0', type: 'claim-ledger.webhook.challenge.v1', data: { challenge: 'c-42' } };
    const answer = await send(receiver.url, createSecret('hmac'), { body: JSON.stringify(challenge) });
    expect(await answer.json()).toEqual({ challenge: 'c-42' });
    expect((await send(receiver.url, createSecret('hmac'))).status).toBe(503);
    await receiver.waitFor(/503 {2}signature not checked/);
    expect(await receiver.stop()).toBe(0);
  });

  it('prints one JSON object for each webhook, and answers with the status that it is given', async () => {
    const receiver = await listen('--json', '--status', '410');
    expect((await send(receiver.url, createSecret('ed25519'))).status).toBe(410);
    await receiver.waitFor(/"status":410.*\n/);
    const [first = '', second = ''] = receiver.printed().split('\n');
    expect(JSON.parse(first)).toEqual({ url: receiver.url });
    expect(JSON.parse(second)).toEqual({
      kind: 'webhook',
      status: 410,
      signature: 'not-checked',
      body: JSON.parse(DENIED) as object,
      receivedAt: expect.stringMatching(/Z$/) as string,
      path: '/',
      id: 'one',
      isRepeated: false,
    });
    expect(await receiver.stop()).toBe(0);
  });

  it('rejects what is not a webhook', async () => {
    const receiver = await listen();
    expect((await fetch(receiver.url)).status).toBe(405);
    const large = await fetch(receiver.url, { method: 'POST', body: 'x'.repeat(1_100_000) }).catch(() => undefined);
    expect(large === undefined || large.status === 413).toBe(true);
    await receiver.waitFor(/413 {2}rejected/);
    expect(await receiver.stop()).toBe(0);
  });

  it.each([
    [['--secret', 'whsec_short'], '--secret is not valid. After whsec_, base64 is expected.'],
    [['--fail', '1.5'], 'Give a number from 0 to 1, such as 0.3.'],
    [['--status', '99'], 'Give a whole number from 200 to 599.'],
    [['--port', '70000'], 'Give a whole number from 0 to 65535.'],
  ])('reports wrong usage: %j', async (options, message) => {
    const { code, stderr } = await run(['webhooks', 'listen', ...options]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(stderr).not.toContain('whsec_short');
  });

  it('reports a port that another program uses', async () => {
    const receiver = await listen();
    const { port } = new URL(receiver.url);
    expect(await run(['webhooks', 'listen', '--port', port])).toMatchObject({
      code: 3,
      stderr: `The port ${port} can't be used: another program is using this port. Choose another one with --port.\n`,
    });
    await receiver.stop();
  });
});
