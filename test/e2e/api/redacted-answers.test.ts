import { spawnSync } from 'node:child_process';
import request from 'supertest';
import type { DeliveryView } from '../../../src/webhooks/outbound/subscriptions/webhook.views.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

const SECRET = 'Zzyzx';
const why = { reason: 'Right to erasure', authority: 'Art. 17 GDPR' };
const settings = {
  CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
  CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
};

let ledger: TestLedger;
let receiver: WebhookReceiver;
let counsel: string;
beforeAll(async () => {
  receiver = await WebhookReceiver.start();
  ledger = await TestLedger.start(settings);
  await recordSmallLedger(ledger);
  const { body } = await ledger.post('/v1/keys', { principal: 'counsel', scopes: ['admin'] }).expect(201);
  counsel = body.key as string;
});
afterAll(async () => {
  await ledger.stop();
  await receiver.stop();
});

const deny = (id: string) =>
  ledger
    .post('/v1/claims/talks/entries', {
      ...{ type: 'ClaimDenied', id, by: ['nato'], basis: 'none-given' },
      quote: { text: `${SECRET} was in the room.` },
    })
    .expect(201);
const redact = async (target: object): Promise<string> => {
  const { body } = await ledger.post('/v1/redactions', { ...why, ...target }).expect(201);
  const id = body.id as string;
  await request(ledger.url).post(`/v1/redactions/${id}/approve`).set('Authorization', `Bearer ${counsel}`).expect(201);
  return id;
};
/** Resolves when no file of this instance should hold it any more. */
const erased = async (id: string): Promise<void> => {
  for (;;) {
    const { body } = await ledger.write('get', `/v1/redactions/${id}`).expect(200);
    if (!Object.values(body.erasure as object).includes('pending')) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
const deliveries = async (): Promise<readonly DeliveryView[]> =>
  (await ledger.write('get', '/v1/webhooks/desk/deliveries').expect(200)).body.items as DeliveryView[];
/** Resolves when a delivery that it is true of is in the list. */
const delivered = async (isIt: (log: DeliveryView['log'][number]) => boolean): Promise<void> => {
  while (!(await deliveries()).some(({ log }) => log.some(isIt)))
    await new Promise((resolve) => setTimeout(resolve, 20));
};
/** The files of the data folder that have these bytes. In a process of its own: here, closing a file would end its locks. */
function filesWith(text: string): string[] {
  const { stdout } = spawnSync('grep', ['-rlai', text, ledger.folder], { encoding: 'utf8' });
  return stdout.split('\n').filter((name) => name !== '');
}

it('erases what receivers answered before a redaction, and keeps what they answer after it', async () => {
  receiver.answer = ({ body }) => ({ status: 200, body: `You sent ${body}` });
  const webhook = { id: 'desk', url: receiver.url, filter: { types: ['claim.denied', 'entry.redacted'] } };
  await ledger.post('/v1/webhooks', webhook).expect(201);
  await deny('answered');
  await delivered(({ answer }) => answer.includes(SECRET));
  await erased(await redact({ entry: 'talks/answered' }));
  const [kept] = (await deliveries()).filter(({ type }) => type.includes('claim.denied'));
  expect(kept?.log).toMatchObject([{ status: 200, answer: '[redacted]' }]);
  expect(JSON.stringify(await deliveries())).not.toContain(SECRET);
  expect(filesWith(SECRET)).toEqual([]);

  receiver.answer = () => ({ status: 200, body: 'A later answer.' });
  await deny('later');
  await delivered(({ answer }) => answer === 'A later answer.');
  await ledger.restart();
  // The restart looks whether something is to be erased, and finds that it was.
  await erased(((await ledger.write('get', '/v1/redactions')).body.items as { id: string }[])[0]?.id ?? '');
  await delivered(({ answer }) => answer === 'A later answer.');
});

it('erases the answer to an attempt that was under way', async () => {
  let answer: () => void = () => undefined;
  const isAnswered = new Promise<void>((resolve) => (answer = resolve));
  let isSent: () => void = () => undefined;
  const sent = new Promise<void>((resolve) => (isSent = resolve));
  receiver.answer = async ({ body }) => {
    if (!body.includes('under-way')) return { status: 204 };
    isSent();
    await isAnswered;
    return { status: 500, body: `You sent ${body}` };
  };
  await deny('under-way');
  await sent;
  await erased(await redact({ entry: 'talks/under-way' }));
  answer();
  await delivered(({ status, answer: text }) => status === 500 && text === '[redacted]');
  expect(JSON.stringify(await deliveries())).not.toContain(`${SECRET} was in the room.`);
});

it('erases the file of a ledger that sends no webhooks any more', async () => {
  receiver.answer = ({ body }) => ({ status: 200, body: `You sent ${body}` });
  await deny('before');
  await delivered(({ answer }) => answer.includes(SECRET));
  await ledger.restartWith({ CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' });
  await ledger.ready();
  expect(filesWith(SECRET).some((name) => name.endsWith('webhooks.sqlite'))).toBe(true);
  for (const entry of ['later', 'before']) await erased(await redact({ entry: `talks/${entry}` }));
  expect(filesWith(SECRET)).toEqual([]);
});
