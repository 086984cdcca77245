import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import request from 'supertest';
import type { RedactionRequestView } from '../../../src/erasure/redaction.views.js';
import { cleanUp, newFolder, run, type RunningServer, serveWith } from '../../support/run-cli.js';

const SECRET = 'Zzyzx';
/** Milliseconds after the approval was sent: before, while and after it is made. */
const KILLED_AFTER = [0, 2, 4, 6, 8, 10, 12, 15, 20, 30, 50];
afterAll(cleanUp);

it('leaves no byte of what was redacted, whenever it is killed', async () => {
  const folder = await newFolder();
  let server: RunningServer = await serveWith({}, folder);
  const admin = readFileSync(join(folder, 'admin.key'), 'utf8').trim();
  const send = (key: string, method: 'get' | 'put' | 'post', path: string, body?: object) =>
    request(server.url)[method](path).set('Authorization', `Bearer ${key}`).send(body);
  const { body: key } = await send(admin, 'post', '/v1/keys', { principal: 'counsel', scopes: ['admin'] }).expect(201);
  const counsel = (key as { key: string }).key;
  await send(admin, 'put', '/v1/actors/nato', { kind: 'organization', name: 'NATO' }).expect(201);
  const about = { text: 'NATO discusses it.', language: 'en', kind: 'factual', about: ['nato'] };
  await send(admin, 'put', '/v1/claims/talks', about).expect(201);

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
    server = await serveWith({}, folder);
    if ((await view(id)).status === 'requested') await approve(id).expect(201);
    while ((await view(id)).erasure?.log !== 'erased' || (await view(id)).erasure?.readModel !== 'erased')
      await pause(20);
    expect(spawnSync('grep', ['-rlai', SECRET, folder], { encoding: 'utf8' }).stdout).toBe('');
  }
  // Otherwise nothing was tested.
  expect(unfinished).toBeGreaterThan(2);
  await server.stop();
  expect((await run(['--data', folder, 'verify', '--deep'])).stdout).toContain('all is well');
});
