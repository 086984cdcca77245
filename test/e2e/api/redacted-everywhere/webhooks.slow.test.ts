import { seenEndpoint } from '../../../../src/webhooks/outbound/dispatch/endpoint.js';
import {
  type WebhookCommand,
  webhooksDecider,
} from '../../../../src/webhooks/outbound/subscriptions/subscription.decider.js';
import { WEBHOOK_EVENTS } from '../../../../src/webhooks/outbound/subscriptions/subscription.event-types.js';
import { WEBHOOKS_STREAM } from '../../../../src/webhooks/outbound/subscriptions/subscription.events.js';
import type { Webhook } from '../../../../src/webhooks/outbound/subscriptions/subscription.state.js';
import { REQUEST } from '../../../command-handling/support.js';
import { recordSmallLedger } from '../test-ledger.js';
import { SearchedLedger } from './searched-ledger.js';
import { hasWord, TEXT, WORD } from './words.js';

let of: SearchedLedger;
beforeAll(async () => {
  of = await SearchedLedger.start();
});
afterAll(() => of.stop());

/** Records what a dispatcher finds about a webhook. */
async function find(command: (webhook: Webhook) => WebhookCommand): Promise<void> {
  const { webhooks } = await of.executor.loadState(WEBHOOKS_STREAM, webhooksDecider);
  await of.executor.record(WEBHOOKS_STREAM, webhooksDecider, command(webhooks.get('found') as Webhook), REQUEST);
}

it('leaves a word of webhooks, and of what was sent and answered, in no answer, feed, webhook and file', async () => {
  const { ledger, receiver } = of;
  await recordSmallLedger(ledger);
  const template = { format: 'template', filter: { types: ['claim.denied'] } };
  const webhooks = [
    { id: 'desk', url: receiver.url, description: TEXT },
    { id: 'failing', url: receiver.url, ...template, template: '$error(event.data.quote.text)' },
    {
      ...{ id: 'found', url: `${receiver.url}/silent`, handshake: 'challenge', description: TEXT },
      ...{ ...template, filter: { topics: [TEXT] }, template: `"${TEXT}"` },
    },
  ];
  for (const webhook of webhooks) await ledger.post('/v1/webhooks', webhook).expect(201);
  const changes = { description: `${TEXT} now`, filter: { topics: [`${TEXT} now`] }, template: `"${TEXT} now"` };
  await ledger.write('patch', '/v1/webhooks/found').send(changes).expect(201);
  const webhook = 'found';
  const delivery = '00000000-0000-4000-8000-000000000001';
  await find(() => ({ command: 'abandon', webhook, delivery, detail: TEXT }));
  await find((known) => ({ command: 'handshake-failed', webhook, reason: TEXT, seen: seenEndpoint(known) }));
  await ledger.post('/v1/webhooks/found/resume', {}).expect(201);
  await find((known) => ({ command: 'disable', webhook, because: 'gone', detail: TEXT, seen: seenEndpoint(known) }));
  await ledger.post('/v1/webhooks/found/pause', { reason: TEXT }).expect(201);
  const denial = { type: 'ClaimDenied', id: 'sent', by: ['nato'], basis: 'none-given', quote: { text: TEXT } };
  await ledger.post('/v1/claims/talks/entries', denial).expect(201);
  for (const id of ['desk', 'failing'])
    await of.until(async () => JSON.stringify(await of.items(`/v1/webhooks/${id}/deliveries`)).includes(WORD));

  await of.expectErased([WEBHOOK_EVENTS], 5);

  const sent = receiver.deliveries.length;
  await ledger.post('/v1/webhooks/desk/replays', { perSecond: 1_000 }).expect(201);
  await receiver.until(() => receiver.deliveries.slice(sent).some(({ body }) => body.includes('"sent"')));
  expect(receiver.deliveries.slice(sent).filter(({ body }) => hasWord(body))).toEqual([]);
});
