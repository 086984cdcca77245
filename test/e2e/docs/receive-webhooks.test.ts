import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExpressionProcesses } from '../../../src/threads/expression-processes.js';
import { DeliveryClient } from '../../../src/webhooks/delivery/delivery-client.js';
import { Formatter } from '../../../src/webhooks/formats/formatter.js';
import { createSecret } from '../../../src/webhooks/signing/secrets.js';
import { signedHeaders } from '../../../src/webhooks/signing/sign.js';
import { freePort } from '../../support/free-port.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { CHANGED, notificationOf } from '../../webhooks/formats/examples.js';

const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/how-to/receive-webhooks.md'), 'utf8');

/** The blocks of a language on the page. */
const blocks = (language: string): string[] =>
  [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, code = '']) => code);

function hasPython(): boolean {
  try {
    execFileSync('python3', ['-c', 'import sys; assert sys.version_info >= (3, 9)'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const receivers = [
  ['js', 'receiver.mjs', process.execPath],
  ['python', 'receiver.py', 'python3'],
] as const;
const installed = receivers.filter(([language]) => language !== 'python' || hasPython());

describe.each(installed)('the receiver in %s', (language, file, program) => {
  const folder = temporaryFolder();
  const [secret, old] = [createSecret('hmac'), createSecret('hmac')];
  const client = new DeliveryClient({ timeoutMs: 60_000, allowedHosts: ['127.0.0.1'], userAgent: 'test' });
  let receiver: ChildProcessWithoutNullStreams;
  let url: string;
  let printed = '';

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}/`;
    writeFileSync(join(folder.path, file), blocks(language)[0] ?? '');
    const env = { ...process.env, WEBHOOK_SECRET: secret, PORT: String(port) };
    receiver = spawn(program, [join(folder.path, file)], { env });
    receiver.stdout.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
    const handshake = { url, method: 'OPTIONS' as const, headers: { 'webhook-request-origin': 'ledger.example' } };
    let outcome = await client.send(handshake);
    while (outcome.kind === 'failed' && receiver.exitCode === null) outcome = await client.send(handshake);
    expect(outcome).toMatchObject({ status: 200, headers: { 'webhook-allowed-origin': 'ledger.example' } });
  });
  afterAll(async () => {
    receiver.kill();
    await client.close();
    folder.remove();
  });

  const send = (secrets: readonly string[], late = 0) => {
    const body = JSON.stringify({ ...CHANGED, subject: 'grüße' });
    const timestamp = Math.floor(Date.now() / 1_000) - late;
    return client.send({ url, headers: signedHeaders({ id: CHANGED.id, timestamp, body, secrets }), body });
  };

  it('accepts what is signed with its secret, also during a rotation', async () => {
    expect(await send([old, secret])).toMatchObject({ status: 204 });
    while (!printed.includes('\n')) await once(receiver.stdout, 'data');
    expect(printed).toBe('claim-ledger.claim.status-changed.v1 grüße\n');
  });

  it('rejects another secret, an old timestamp, and no signature', async () => {
    expect(await send([old])).toMatchObject({ status: 401 });
    expect(await send([secret], 400)).toMatchObject({ status: 401 });
    expect(await client.send({ url, headers: {}, body: '{}' })).toMatchObject({ status: 401 });
  });
});

describe('the templates', () => {
  const expressions = new ExpressionProcesses();
  afterAll(() => expressions.close());
  const fill = async (template = ''): Promise<unknown> => {
    const { body } = await new Formatter(expressions).format('template', notificationOf(CHANGED), { template });
    return JSON.parse(body);
  };

  it('have the fields that their receivers expect', async () => {
    const [ofSystem, ofSheet] = blocks('jsonata');
    expect(await fill(ofSystem)).toEqual({
      id: 'bridge-closed',
      fields: {
        status: 'denied',
        note: 'The Herald reports it; the mayor denies it.',
        checked: CHANGED.recordedtime,
        source: 'https://ledger.example/v1/claims/bridge-closed?asOf=2026-03-01T09%3A30%3A00.250Z',
      },
    });
    expect(await fill(ofSheet)).toMatchObject({ before: 'reported', after: 'denied' });
  });
});
