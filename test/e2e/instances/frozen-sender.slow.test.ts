import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';
import { cleanUp, newFolder, type RunningServer, serveWith } from '../../support/run-cli.js';
import { WebhookReceiver, type ReceivedRequest } from '../../support/webhook-receiver.js';

afterAll(cleanUp);

/** The instance whose address a thin payload has. */
const senderOf = ({ body }: ReceivedRequest): string | undefined => /instance-\d/.exec(body)?.[0];
const eventOf = ({ headers }: ReceivedRequest): string | undefined => headers['webhook-id'];

it('takes over from an instance that is frozen, which sends nothing when it continues', async () => {
  const store = await FakeServer.start();
  const receiver = await WebhookReceiver.start();
  const folders = [await newFolder(), await newFolder()] as const;
  const start = (index: 0 | 1): Promise<RunningServer> =>
    serveWith(
      {
        CLAIM_LEDGER_LOG: store.url,
        CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
        CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
        CLAIM_LEDGER_WEBHOOK_RETRY_SECONDS: Array.from({ length: 40 }, () => '0.05').join(','),
        CLAIM_LEDGER_PUBLIC_URL: `http://instance-${index}.example`,
      },
      folders[index],
    );
  const first = await start(0);
  copyFileSync(join(folders[0], 'admin.key'), join(folders[1], 'admin.key'));
  const second = await start(1);
  const authorization = `Bearer ${readFileSync(join(folders[0], 'admin.key'), 'utf8').trim()}`;
  const call = async (server: RunningServer, method: string, path: string, body?: object) => {
    const headers = { authorization, ...(body && { 'content-type': 'application/json' }) };
    const answer = await fetch(`${server.url}${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as object;
  };
  const deny = (server: RunningServer) =>
    call(server, 'POST', '/v1/claims/talks/entries', { type: 'ClaimDenied', by: ['nato'], basis: 'none-given' });

  await call(first, 'PUT', '/v1/actors/nato', { kind: 'organization', name: 'NATO' });
  const claim = { text: 'A claim.', language: 'en', kind: 'factual', about: ['nato'] };
  await call(first, 'PUT', '/v1/claims/talks', claim);
  const webhook = { id: 'desk', url: receiver.url, payload: 'thin', filter: { types: ['claim.denied'] } };
  await call(first, 'POST', '/v1/webhooks', webhook);

  // What it can't deliver is due again and again, so it has something to send whenever it may.
  receiver.answer = (request) => ({ status: senderOf(request) === 'instance-0' ? 500 : 204 });
  await deny(second);
  await receiver.until(() => receiver.deliveries.length > 0);
  first.signal('SIGSTOP');
  await deny(second);
  const taken = () => new Set(receiver.deliveries.filter((each) => senderOf(each) === 'instance-1').map(eventOf));
  await receiver.until(() => taken().size === 2);
  expect([...taken()]).toContain(eventOf(receiver.deliveries[0] as ReceivedRequest));

  const before = receiver.deliveries.length;
  first.signal('SIGCONT');
  await deny(first);
  await receiver.until(() => taken().size === 3);
  expect(await call(first, 'GET', '/v1/webhooks/desk')).not.toHaveProperty('progress');
  expect(receiver.deliveries.slice(before).map(senderOf)).toEqual(['instance-1']);
  await second.stop();
  await first.stop();
  await receiver.stop();
  store.stop();
});
