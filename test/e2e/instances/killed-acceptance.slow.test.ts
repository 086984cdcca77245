import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claim, deliver } from '../../support/deliveries.js';
import { cleanUp, newFolder, run, type RunningServer, serveWith } from '../../support/run-cli.js';
import { SqliteEventLog } from '../../../src/event-log/sqlite/sqlite-event-log.js';

const SETTINGS = { CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64') };
const SECRET = 'a-secret-of-the-sender';
const headers = { Authorization: `Bearer ${SECRET}` };
afterAll(cleanUp);

/** The types of the events of a stream, while no server runs. */
async function typesOf(folder: string, stream: string): Promise<string[]> {
  const log = SqliteEventLog.openReadOnly(join(folder, 'log.sqlite'));
  const types: string[] = [];
  for await (const { type } of log.readStream(stream)) types.push(type);
  await log.close();
  return types;
}

it('records every delivery that it accepted once, however often it is killed after the answer', async () => {
  const folder = await newFolder();
  let server: RunningServer = await serveWith(SETTINGS, folder);
  const key = ['--data', folder];
  const secret = join(folder, 'sender.secret');
  writeFileSync(secret, SECRET);
  // An expression runs in a process of its own, which takes longer than the answer.
  await run([
    ...key,
    ...['integrations', 'create', 'bearer', '--id', 'desk', '--expression', 'payload', '--secret-file', secret],
  ]);
  const accepted = new Map<string, string>();
  let unfinished = 0;
  for (let n = 0; n < 6; n += 1) {
    const answer = await deliver(server, 'desk', { ...headers, 'Idempotency-Key': `k${n}` }, claim(`killed-${n}`));
    await server.stop('SIGKILL');
    expect(answer.status).toBe(202);
    accepted.set(`killed-${n}`, answer.body.id as string);
    const types = await typesOf(folder, `delivery-${answer.body.id as string}`);
    expect(types[0]).toBe('DeliveryReceived');
    if (types.length === 1) unfinished += 1;
    server = await serveWith(SETTINGS, folder);
  }
  // Otherwise nothing was tested.
  expect(unfinished).toBeGreaterThan(0);
  // A repetition of the last one, which the sender may send if it got no answer.
  await deliver(server, 'desk', { ...headers, 'Idempotency-Key': 'k5' }, claim('killed-5')).expect(200);
  for (;;) {
    const { stdout } = await run([...key, 'integrations', 'deliveries', 'desk', '--status', 'processed', '--json']);
    if (stdout.split('\n').filter(Boolean).length === accepted.size) break;
  }
  await server.stop();
  for (const [id, delivery] of accepted) {
    expect(await typesOf(folder, `claim-${id}`)).toEqual(['ClaimRegistered']);
    expect(await typesOf(folder, `delivery-${delivery}`)).toEqual(['DeliveryReceived', 'DeliveryProcessed']);
  }
  expect(await run([...key, 'verify'])).toMatchObject({ code: 0 });
}, 240_000);
