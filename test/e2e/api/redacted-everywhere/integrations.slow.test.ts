import { deliveryDecider } from '../../../../src/deliveries/delivery.decider.js';
import { DELIVERY_EVENTS } from '../../../../src/deliveries/delivery.event-types.js';
import { deliveryStream } from '../../../../src/deliveries/delivery.events.js';
import { INTEGRATION_EVENTS } from '../../../../src/webhooks/inbound/integrations/integration.event-types.js';
import { REQUEST } from '../../../command-handling/support.js';
import { deliver } from '../../../support/deliveries.js';
import { findMentions } from '../../../support/mentions.js';
import { recordSmallLedger } from '../test-ledger.js';
import { SearchedLedger } from './searched-ledger.js';
import { TEXT, WORD } from './words.js';

const SENDER_SECRET = 'a-secret-of-the-sender';
const DELIVERIES = '/v1/integrations/wire/deliveries';

let of: SearchedLedger;
beforeAll(async () => {
  of = await SearchedLedger.start();
});
afterAll(() => of.stop());

async function send(key: string, body: string | Buffer): Promise<string> {
  const headers = {
    ...{ Authorization: `Bearer ${SENDER_SECRET}`, 'Idempotency-Key': `${TEXT} ${key}` },
    ...{ 'Content-Type': `application/json; of="${TEXT}"`, 'X-About': TEXT, [`X-${WORD}-Roe`]: 'yes' },
  };
  return (await deliver(of.ledger, 'wire', headers, body).expect(202)).body.id as string;
}

/** A delivery that was processed, one in several parts that failed, and one that was dropped. */
async function recordDeliveries(): Promise<void> {
  const line = { type: 'ClaimReported', claim: 'talks', id: 'delivered', by: ['tass'], basis: 'none-given' };
  const processed = await send('1', JSON.stringify({ ...line, quote: { text: TEXT } }));
  await of.until(async () => (await of.json(`${DELIVERIES}/${processed}`))['status'] === 'processed');
  await of.ledger.post('/v1/integrations/wire/pause', { reason: TEXT }).expect(201);
  const failed = await send('2', JSON.stringify({ ...line, quote: { text: `${WORD} `.repeat(20_000) } }));
  const errors = [{ pointer: `/quote/${WORD}`, code: 'too-long', message: TEXT }];
  const recorded = { commands: 0, unchanged: 0, claims: [], entries: [] };
  const outcome = { recorded, message: TEXT, command: 1, errors };
  await of.executor.record(
    deliveryStream(failed),
    deliveryDecider,
    { command: 'finish', attempt: 0, outcome },
    REQUEST,
  );
  const dropped = await send('3', Buffer.from([0xff, 0xfe, ...Buffer.from(TEXT)]));
  await of.ledger.post(`${DELIVERIES}/${dropped}/drop`, { reason: TEXT }).expect(201);
}

it('leaves a word of integrations, and of what they were sent, in no answer, feed and file', async () => {
  const { ledger } = of;
  await recordSmallLedger(ledger);
  const tables = {
    ...{ kind: 'claimreview', version: TEXT, pageUrl: `https://example.org/${WORD}`, actors: { [TEXT]: 'person' } },
    ...{ ratings: { [TEXT]: 'false' }, publishers: { [`${WORD}.example`]: { ratings: { [TEXT]: 'false' } } } },
  };
  const expression = (text: string) => ({ kind: 'expression', expression: `payload["${text}" != ""]` });
  const wire = { id: 'wire', verification: 'bearer', secret: SENDER_SECRET, mapping: expression(TEXT), name: TEXT };
  await ledger.post('/v1/integrations', wire).expect(201);
  const change = (changes: object) => ledger.write('patch', '/v1/integrations/wire').send(changes).expect(201);
  await change({ name: `${TEXT} now`, mapping: tables });
  await change({ mapping: expression(`${TEXT} now`) });
  await recordDeliveries();
  await ledger
    .post('/v1/integrations', { id: 'reviews', verification: 'github', mapping: tables, name: 'Reviews' })
    .expect(201);
  const fields = ['/mapping/actors', '/mapping/pageUrl', '/mapping/publishers', '/mapping/ratings', '/mapping/version'];
  const found = (await findMentions(ledger, [WORD])).filter(({ type }) => type === 'IntegrationCreated');
  expect(found.at(-1)?.request?.fields.toSorted()).toEqual(fields);

  await of.expectErased([DELIVERY_EVENTS, INTEGRATION_EVENTS], 5);

  expect(await findMentions(ledger, [WORD])).toEqual([]);
});
