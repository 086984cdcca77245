import { jest } from '@jest/globals';
import { LogUnavailableError } from '../../../src/event-log/event-log.js';
import { CommandExecutor } from '../../../src/command-handling/command-executor.js';
import { TestLedger } from './test-ledger.js';

const withKey = (ledger: TestLedger, key: string) => ledger.get('/v1/whoami').set('Authorization', `Bearer ${key}`);

/** Creates a key, and returns its id and the key itself. */
async function createKey(ledger: TestLedger, fields: object): Promise<{ id: string; key: string }> {
  const { body } = await ledger.post('/v1/keys', { principal: 'desk', scopes: ['record'], ...fields }).expect(201);
  return body as { id: string; key: string };
}

describe('GET /v1/whoami', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
  });
  afterAll(() => ledger.stop());

  it('returns the principal, the key and its scopes, whatever these are', async () => {
    const { id, key } = await createKey(ledger, {
      ...{ name: 'News desk', label: 'daily import', scopes: ['rate'] },
      expiresAt: '2999-01-01',
    });
    const { body, headers } = await withKey(ledger, key).expect(200);
    expect(body).toEqual({
      anonymous: false,
      principal: { id: 'desk', name: 'News desk' },
      key: { id, label: 'daily import', expiresAt: '2999-01-01T00:00:00.000Z' },
      scopes: ['rate'],
      anonymousScopes: ['read'],
    });
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['ledger-position']).toMatch(/^\d{20}-[0-9a-f]{8}@/);
  });

  it('returns the scopes of anonymous requests without a key', async () => {
    const { body } = await ledger.get('/v1/whoami').expect(200);
    expect(body).toEqual({ anonymous: true, scopes: ['read'], anonymousScopes: ['read'] });
  });

  it('rejects unknown, wrong and revoked keys, and what is not a key', async () => {
    const { id, key } = await createKey(ledger, {});
    await withKey(ledger, key).expect(200);
    await ledger.post(`/v1/keys/${id}/revoke`, {}).expect(201);
    for (const wrong of [key, `${ledger.key.slice(0, -4)}AAAA`, 'x', '']) {
      const { body, headers } = await withKey(ledger, wrong).expect(401);
      expect(body).toMatchObject({ type: 'urn:claim-ledger:problem:unauthenticated', instance: '/v1/whoami' });
      expect(headers['www-authenticate']).toBe('Bearer realm="claim-ledger", error="invalid_token"');
    }
  });

  it('answers by what was last known of the keys while the log cannot be reached', async () => {
    const load = jest.spyOn(ledger.app.get(CommandExecutor), 'loadState');
    load.mockRejectedValue(new LogUnavailableError('The store is down.'));
    try {
      const { body } = await withKey(ledger, ledger.key).expect(200);
      expect(body).toMatchObject({ principal: { id: 'admin', name: 'Administrator' } });
      expect(load).toHaveBeenCalled();
    } finally {
      load.mockRestore();
    }
  });
});

it('GET /v1/whoami reports that anonymous requests may do nothing when reading is closed', async () => {
  const ledger = await TestLedger.start({ CLAIM_LEDGER_READING: 'closed' });
  try {
    const { body } = await ledger.get('/v1/whoami').expect(200);
    expect(body).toEqual({ anonymous: true, scopes: [], anonymousScopes: [] });
    const { key } = await createKey(ledger, {});
    expect((await withKey(ledger, key).expect(200)).body).toMatchObject({ scopes: ['record'], anonymousScopes: [] });
    await withKey(ledger, `${key.slice(0, -4)}AAAA`).expect(401);
  } finally {
    await ledger.stop();
  }
});
