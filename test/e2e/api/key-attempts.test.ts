import request from 'supertest';
import { newApiKey, formatApiKey } from '../../../src/access/api-key.js';
import { TestLedger } from './test-ledger.js';

const OWN = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' };
const guess = () => formatApiKey(newApiKey());

describe('guessing keys', () => {
  let ledger: TestLedger;
  beforeEach(async () => {
    ledger = await TestLedger.start({
      CLAIM_LEDGER_KEY_ATTEMPTS_PER_MINUTE: '3',
      CLAIM_LEDGER_TRUSTED_PROXIES: '127.0.0.1',
    });
  });
  afterEach(() => ledger.stop());

  const ask = (key: string, from = '192.0.2.1') =>
    request(ledger.url).get('/v1/keys').set('Authorization', `Bearer ${key}`).set('X-Forwarded-For', from);
  const create = async () =>
    (await ledger.post('/v1/keys', { principal: 'desk', scopes: ['admin'] }).expect(201)).body.key as string;

  it('is slowed down for an address, and for nobody who shares it and has used a key before', async () => {
    const [used, fresh] = [await create(), await create()];
    await ask(used, '192.0.2.9').expect(200);
    const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await ask(guess())).status));
    expect(statuses.filter((status) => status === 401)).toHaveLength(3);
    expect(statuses.filter((status) => status === 429)).toHaveLength(17);
    const { body, headers } = await ask(fresh).expect(429);
    expect(body).toMatchObject({ type: 'urn:claim-ledger:problem:too-many-invalid-keys', status: 429 });
    expect(Number(headers['retry-after'])).toBeGreaterThan(30);
    expect(headers['www-authenticate']).toBeUndefined();
    await ask(used).expect(200);
    await ask(fresh, '192.0.2.2').expect(200);
    await ask(fresh).expect(200);
    const { text } = await ledger.get('/metrics').expect(200);
    expect(text).toContain('claim_ledger_key_attempts_total{outcome="invalid"} 3\n');
    expect(text).toContain('claim_ledger_key_attempts_total{outcome="unchecked"} 18\n');
  });

  it('is slowed down for logins of browsers and writes, too, and keeps public reads', async () => {
    const login = (key: string) =>
      ledger
        .write('post', '/session')
        .unset('Authorization')
        .set(OWN)
        .set('X-Forwarded-For', '192.0.2.1')
        .send({ key });
    const write = (key: string) =>
      ledger
        .put('/v1/actors/tass', { kind: 'outlet', name: 'TASS' })
        .set('Authorization', `Bearer ${key}`)
        .set('X-Forwarded-For', '192.0.2.1');
    const [known, fresh] = [await create(), await create()];
    await login(known).expect(200);
    await login(guess()).expect(401);
    await write(guess()).expect(401);
    await login(guess()).expect(401);
    await login(guess()).expect(429);
    await write(guess()).expect(429);
    await login(fresh).expect(429);
    await login(known).expect(200);
    await ledger.get('/v1/claims').set('X-Forwarded-For', '192.0.2.1').expect(200);
    await ask(known).expect(200);
  });
});
