import { cleanUp, newFolder, run } from '../../support/run-cli.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';
import { FaultyServer, fixture } from './support.js';

const YEAR_MS = 365 * 24 * 3_600_000;
const SETTINGS = {
  CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
  CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
  CLAIM_LEDGER_WEBHOOK_RETRY_SECONDS: '600,600,600',
  NODE_OPTIONS: `--import=${fixture('other-clock.mjs')}`,
};
afterAll(cleanUp);

it('records in order and sends webhooks while its clock is set back and forward by a year', async () => {
  const folder = await newFolder();
  const receiver = await WebhookReceiver.start();
  const at = (years: number) => ({ ...SETTINGS, CLOCK_OFFSET_MS: String(years * YEAR_MS) });
  const wordsSent = () =>
    receiver.deliveries.map(({ body }) => (JSON.parse(body) as { data: { quote: { text: string } } }).data.quote.text);
  let ledger = await FaultyServer.withClaim(folder, at(0));
  await ledger.call('POST', '/v1/webhooks', { url: receiver.url, filter: { types: ['claim.denied'] } });
  for (const [words, years] of [
    ['now', 0],
    ['a year ago', -1],
    ['in a year', 1],
    ['now again', 0],
  ] as const) {
    await ledger.server.stop('SIGTERM');
    // What is due again in ten minutes of next year must not wait for them, and two years of failures aren't five days.
    receiver.answer = () => ({ status: years === 0 ? 204 : 500 });
    ledger = await FaultyServer.start(folder, at(years));
    expect(await ledger.deny('talks', words)).toMatchObject({ status: 201, body: { projected: true } });
    await receiver.until(() => wordsSent().includes(words));
    receiver.answer = () => ({ status: 204 });
    await ledger.untilReady();
  }
  await receiver.until(() => wordsSent().filter((words) => words === 'in a year').length > 1);
  const { body } = await ledger.get('/v1/claims/talks/moments');
  const moments = (body['items'] as readonly { recordedAt: string }[]).map(({ recordedAt }) => recordedAt);
  expect(moments).toEqual([...moments].sort());
  expect(await ledger.get('/v1/claims/talks')).toMatchObject({ body: { revision: 4 } });
  expect(await ledger.server.stop('SIGTERM')).toBe(0);
  await receiver.stop();
  // It says which events the wrong clock put into the future, and finds nothing else.
  const { code, stdout } = await run(['--data', folder, 'verify', '--deep']);
  const faults = stdout.split('\n').filter((line) => line.startsWith('log:'));
  expect(code).toBe(1);
  expect(faults.length).toBeGreaterThan(0);
  for (const fault of faults) expect(fault).toMatch(/recordedAt is \S+, which is in the future$/);
  expect(stdout).toContain(`${faults.length} fault`);
});
