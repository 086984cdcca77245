import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import request from 'supertest';
import type { RedactionRequestView } from '../../../src/erasure/redaction.views.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';
import { cleanUp, newFolder, run, type RunningServer, serveWith } from '../../support/run-cli.js';

const SECRET = 'Zzyzx';
const SETTINGS = {
  CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
  CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
};
/** Milliseconds after the approval was sent: before, while and after it is made. */
const KILLED_AFTER = [0, 2, 4, 6, 8, 10, 12, 15, 20, 30, 50];
afterAll(cleanUp);

it('leaves no byte of what was redacted, whenever it is killed', async () => {
  const folder = await newFolder();
  const receiver = await WebhookReceiver.start();
  // Its answers are kept.
  receiver.answer = ({ body }) => ({ status: 200, body: `You sent ${body}` });
  let server: RunningServer = await serveWith(SETTINGS, folder);
  const admin = readFileSync(join(folder, 'admin.key'), 'utf8').trim();
  const send = (key: string, method: 'get' | 'put' | 'post', path: string, body?: object) =>
    request(server.url)[method](path).set('Authorization', `Bearer ${key}`).send(body);
  const { body: key } = await send(admin, 'post', '/v1/keys', { principal: 'counsel', scopes: ['admin'] }).expect(201);
  const counsel = (key as { key: string }).key;
  await send(admin, 'put', '/v1/actors/nato', { kind: 'organization', name: 'NATO' }).expect(201);
  const about = { text: 'NATO discusses it.', language: 'en', kind: 'factual', about: ['nato'] };
  await send(admin, 'put', '/v1/claims/talks', about).expect(201);

  const webhook = { id: 'desk', url: receiver.url, filter: { types: ['claim.denied'] } };
  await send(admin, 'post', '/v1/webhooks', webhook).expect(201);

  const approve = (id: string) => send(counsel, 'post', `/v1/redactions/${id}/approve`);
  const view = async (id: string) =>
    (await send(admin, 'get', `/v1/redactions/${id}`).expect(200)).body as RedactionRequestView;
  let unfinished = 0;
  for (const [n, milliseconds] of KILLED_AFTER.entries()) {
    const said = { type: 'ClaimDenied', id: `e${n}`, by: ['nato'], basis: 'none-given' };
    await send(admin, 'post', '/v1/claims/talks/entries', {
      ...said,
      quote: { text: `${SECRET} `.repeat(900) },
    }).expect(201);
    await receiver.until(() => receiver.deliveries.some(({ body }) => body.includes(`"e${n}"`)));
    const asked = { entry: `talks/e${n}`, reason: 'Right to erasure', authority: 'Art. 17 GDPR' };
    const { body } = await send(admin, 'post', '/v1/redactions', asked).expect(201);
    const { id } = body as { id: string };
    const answered = approve(id).then(
      () => true,
      () => false,
    );
    await pause(milliseconds);
    await server.stop('SIGKILL');
    if (!(await answered)) unfinished += 1;
    server = await serveWith(SETTINGS, folder);
    if ((await view(id)).status === 'requested') await approve(id).expect(201);
    while (Object.values((await view(id)).erasure ?? { log: 'pending' }).includes('pending')) await pause(20);
    expect(spawnSync('grep', ['-rlai', SECRET, folder], { encoding: 'utf8' }).stdout).toBe('');
  }
  // Otherwise nothing was tested.
  expect(unfinished).toBeGreaterThan(2);
  await server.stop();
  await receiver.stop();
  expect((await run(['--data', folder, 'verify', '--deep'])).stdout).toContain('all is well');
});
