import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WebhookView } from '../../../src/webhooks/outbound/subscriptions/webhook.views.js';
import { cleanUp, newFolder, run, type RunningServer, serveWith } from '../../support/run-cli.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';

const SETTINGS = {
  CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
  CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
};

let folder: string;
let server: RunningServer;
let receiver: WebhookReceiver;
const webhooks = (...args: readonly string[]) => run(['--data', folder, 'webhooks', ...args]);

beforeAll(async () => {
  folder = await newFolder();
  server = await serveWith(SETTINGS, folder, ['--seed']);
  receiver = await WebhookReceiver.start();
});
afterAll(async () => {
  await server.stop();
  await receiver.stop();
  cleanUp();
});

it('creates a webhook, prints its secret once, and sends to it', async () => {
  const created = await webhooks(
    'create',
    receiver.url,
    '--id',
    'desk',
    '--type',
    'claim.denied',
    '--topic',
    'Ukraine',
  );
  expect(created).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^whsec_[A-Za-z0-9+/=]+\n$/) as string,
    stderr: expect.stringContaining('Webhook desk was created. Store this secret now') as string,
  });
  receiver.answer = () => ({ status: 200, body: 'thanks' });
  expect(await webhooks('test', 'desk')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^The receiver answered 200\. \(\d+ ms\)\nthanks\n$/) as string,
  });
  receiver.answer = () => ({ status: 500 });
  expect((await webhooks('test', 'desk')).code).toBe(1);
  const shown = await webhooks('show', 'desk');
  expect(shown.stdout).toContain(receiver.url);
  expect(shown.stdout).toMatch(/^types +claim\.denied$/m);
  expect(shown.stdout).toMatch(/^topics +Ukraine$/m);
  expect(shown.stdout).not.toContain(created.stdout.trim());
});

it('names the options that the ledger rejects', async () => {
  const { code, stderr } = await webhooks('create', 'http://10.0.0.1/x', '--claim', 'no-such', '--type', 'nonsense');
  expect(code).not.toBe(0);
  expect(stderr).toContain('the URL');
  expect(stderr).toContain('--claim: There is no claim "no-such".');
  expect(stderr).toContain('--type: There is no type of event "nonsense".');
});

it('changes, pauses, resumes, rotates and deletes a webhook', async () => {
  expect((await webhooks('change', 'desk', '--order', 'ordered-per-claim')).stdout).toBe('desk was changed.\n');
  expect((await webhooks('change', 'desk', '--order', 'ordered-per-claim')).stdout).toBe('desk is as it was.\n');
  expect((await webhooks('change', 'desk', '--everything', '--to', 'denied')).code).toBe(2);
  expect((await webhooks('pause', 'desk', '--reason', 'maintenance')).stdout).toBe('desk is paused.\n');
  expect((await webhooks('pause', 'desk')).stdout).toBe('desk was paused already.\n');
  expect((await webhooks('list')).stdout).toMatch(/^desk +paused +cloudevents/m);
  expect((await webhooks('resume', 'desk')).stdout).toBe('desk is sent to again.\n');
  expect((await webhooks('rotate', 'desk', '--grace-hours', '1')).stdout).toMatch(/^whsec_/);
  expect((await webhooks('reencrypt')).stdout).toMatch(/: 0\.\n$/);
  expect((await webhooks('redeliver', 'desk')).stdout).toBe('0 deliveries are made again.\n');
  const counted = await webhooks('replay', 'desk', '--dry-run');
  expect(counted.stdout).toMatch(/^\d+ deliver(?:y|ies), in \d+ s at least\. Nothing was sent\.\n$/);
  receiver.answer = () => ({ status: 204 });
  const before = receiver.deliveries.length;
  expect((await webhooks('replay', 'desk', '--per-second', '1000')).code).toBe(0);
  await receiver.until(() => receiver.deliveries.length > before);
  expect((await webhooks('deliveries', 'desk', '--limit', '1')).stdout).toMatch(/ delivered .* claim\.denied /);
  expect((await webhooks('delete', 'desk')).stdout).toBe('desk was removed. Its id is not used again.\n');
  expect((await webhooks('show', 'desk')).code).not.toBe(0);
});

it('leaves a log that can be verified', async () => {
  expect((await webhooks('create', receiver.url, '--id', 'checked', '--signature', 'ed25519')).stdout).toMatch(
    /^whpk_/,
  );
  expect(await run(['--data', folder, 'verify'])).toMatchObject({ code: 0 });
});

it('says after a restore from where each webhook is sent to', async () => {
  const data = await newFolder();
  const own = await serveWith(SETTINGS, data);
  const of = (...args: readonly string[]) => run(['--data', data, ...args]);
  for (const id of ['desk', 'off']) await of('webhooks', 'create', receiver.url, '--id', id, '--format', 'text');
  await of('webhooks', 'pause', 'off');
  receiver.answer = () => ({ status: 204 });
  const before = receiver.deliveries.length;
  expect((await of('register', 'actor', 'NATO', '--kind', 'organization')).code).toBe(0);
  await receiver.until(() => receiver.deliveries.length > before);
  const { progress } = JSON.parse((await of('--json', 'webhooks', 'show', 'desk')).stdout) as WebhookView;
  // The end of a server records the progress.
  await own.stop();
  const backup = join(data, 'a.backup');
  expect((await of('backup', backup)).code).toBe(0);
  const restored = await of('restore', backup, '--replace');
  expect(restored.stdout).toContain('The next server sends to the webhooks as they were when the backup was made.');
  expect(restored.stdout.trimEnd().split('\n').slice(-1)).toEqual([`  desk: ${String(progress?.position)}`]);
  const { webhooks: listed } = JSON.parse((await of('--json', 'restore', backup, '--replace')).stdout) as object & {
    webhooks: unknown;
  };
  expect(listed).toEqual([{ webhook: 'desk', position: progress?.position }]);
});

it('imports old history without sending it', async () => {
  const created = await webhooks('create', receiver.url, '--id', 'history', '--format', 'text');
  expect(created.code).toBe(0);
  const file = join(folder, 'old.ndjson');
  await writeFile(file, '{"type":"ActorRegistered","actor":"old-paper","kind":"outlet","name":"The Old Paper"}\n');
  expect((await run(['--data', folder, 'import', '--silent', file])).code).toBe(0);
  const exported = await run(['--data', folder, 'export']);
  const silent = exported.stdout.split('\n').filter((line) => line.includes('\\"silent\\":true'));
  expect(silent).toEqual([expect.stringContaining('"subject":"actor/old-paper"')]);
  receiver.answer = () => ({ status: 204 });
  const before = receiver.deliveries.length;
  const registered = await run(['--data', folder, 'register', 'actor', 'The New Paper', '--kind', 'outlet']);
  expect(registered.code).toBe(0);
  await receiver.until(() => receiver.deliveries.slice(before).some(({ body }) => body.includes('The New Paper')));
  expect(receiver.deliveries.some(({ body }) => body.includes('The Old Paper'))).toBe(false);
});
