import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';
import { claim, deliver } from '../../support/deliveries.js';
import { cleanUp, newFolder, type RunningServer, serveWith } from '../../support/run-cli.js';

afterAll(cleanUp);

it('processes once what an instance accepted that was killed then', async () => {
  const store = await FakeServer.start();
  const folders = [await newFolder(), await newFolder()] as const;
  const start = (index: 0 | 1): Promise<RunningServer> =>
    serveWith(
      { CLAIM_LEDGER_LOG: store.url, CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64') },
      folders[index],
    );
  const first = await start(0);
  copyFileSync(join(folders[0], 'admin.key'), join(folders[1], 'admin.key'));
  const second = await start(1);
  while (!(await fetch(`${second.url}/readyz`)).ok);
  const authorization = `Bearer ${readFileSync(join(folders[0], 'admin.key'), 'utf8').trim()}`;
  const secret = 'a-secret-of-the-sender';
  // An expression runs in a process of its own, which takes longer than the answer.
  const mapping = { kind: 'expression', expression: 'payload' };
  const body = JSON.stringify({ id: 'desk', verification: 'bearer', secret, mapping });
  const json = { authorization, 'content-type': 'application/json' };
  await fetch(`${first.url}/v1/integrations`, { method: 'POST', headers: json, body });
  const idsWith = async (status: string): Promise<readonly string[]> => {
    const path = `/v1/integrations/desk/deliveries?status=${status}`;
    const answer = await fetch(`${second.url}${path}`, { headers: { authorization } });
    return ((await answer.json()) as { items: { id: string }[] }).items.map(({ id }) => id);
  };

  const headers = { Authorization: `Bearer ${secret}` };
  const accepted = await Promise.all(
    ['a', 'b', 'c'].map(async (id) => {
      const answer = await deliver(first, 'desk', { ...headers, 'Idempotency-Key': id }, claim(id));
      expect(answer.status).toBe(202);
      return (answer.body as { id: string }).id;
    }),
  );
  await first.stop('SIGKILL');
  while ((await idsWith('waiting')).length + (await idsWith('processed')).length < accepted.length);
  // Otherwise nothing was tested.
  expect((await idsWith('waiting')).length).toBeGreaterThan(0);
  while ((await idsWith('processed')).length < accepted.length) await new Promise((next) => setTimeout(next, 250));
  expect([...(await idsWith('processed'))].sort()).toEqual(accepted.sort());
  for (const id of ['a', 'b', 'c']) {
    const answer = await fetch(`${second.url}/v1/claims/${id}`, { headers: { authorization } });
    expect(await answer.json()).toMatchObject({ id, revision: 0 });
  }
  await second.stop();
  store.stop();
});
