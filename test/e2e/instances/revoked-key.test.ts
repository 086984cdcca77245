import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';
import { SseClient } from '../../support/sse-client.js';
import { TestLedger } from '../api/test-ledger.js';

it('a revocation at one instance ends the streams at another, and its key is rejected there', async () => {
  const store = await FakeServer.start();
  const first = await TestLedger.start({ CLAIM_LEDGER_LOG: store.url, CLAIM_LEDGER_LIVE_HEARTBEAT_MS: '600000' });
  const second = await TestLedger.startAnotherInstance(first);
  const create = async () => {
    const { body } = await first.post('/v1/keys', { principal: 'desk', scopes: ['record'] }).expect(201);
    return { id: body.id as string, headers: { Authorization: `Bearer ${body.key as string}` } };
  };
  const [revoked, kept] = [await create(), await create()];
  const open = ({ headers }: { headers: Record<string, string> }) => SseClient.open(`${second.url}/v1/events`, headers);
  const [ended, stays] = [await open(revoked), await open(kept)];
  await first.post(`/v1/keys/${revoked.id}/revoke`, {}).expect(201);
  await ended.end();
  await second.put('/v1/actors/tass', { kind: 'outlet', name: 'TASS' }).expect(201);
  await stays.waitUntil(() => stays.messages.length > 0);
  expect([ended.messages.length, stays.ended]).toEqual([0, false]);
  await second.get('/v1/whoami').set(revoked.headers).expect(401);
  const actor = { kind: 'person', name: 'Somebody' };
  await second.put('/v1/actors/somebody', actor).set(revoked.headers).expect(401);
  stays.close();
  await second.stop();
  await first.stop();
  store.stop();
});
