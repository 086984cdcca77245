import { jest } from '@jest/globals';
import { AccessService } from '../../../src/access/access.service.js';
import { recordSmallLedger, TestLedger } from './test-ledger.js';

describe('authentication of a request', () => {
  let ledger: TestLedger;
  let verified: () => number;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
  });
  beforeEach(() => {
    const access = ledger.app.get(AccessService);
    const spies = [jest.spyOn(access, 'authenticate'), jest.spyOn(access, 'authenticateReader')];
    verified = () => spies.reduce((calls, { mock }) => calls + mock.calls.length, 0);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(() => ledger.stop());

  const report = { type: 'ClaimReported', by: ['tass'], basis: 'none-given' };
  const wrong = `Bearer clk_000000000000_${'x'.repeat(43)}`;

  it('verifies the key once for a write', async () => {
    await ledger.post('/v1/claims/talks/entries', report).expect(201);
    expect(verified()).toBe(1);
  });

  it('verifies the key once for a read, with or without a required scope', async () => {
    await ledger.write('get', '/v1/keys').expect(200);
    expect(verified()).toBe(1);
    await ledger.write('get', '/v1/claims').expect(200);
    expect(verified()).toBe(2);
  });

  it('verifies a rejected key once', async () => {
    await ledger.post('/v1/claims/talks/entries', report).set('Authorization', wrong).expect(401);
    expect(verified()).toBe(1);
  });

  it('does not verify the key of a probe, which must work without the log', async () => {
    await ledger.write('get', '/livez').expect(200);
    await ledger.write('get', '/readyz').expect(200);
    expect(verified()).toBe(0);
  });

  it('accepts any key for a read that requires none', async () => {
    await ledger.get('/v1/claims').set('Authorization', wrong).expect(200);
    await ledger.get('/v1/keys').set('Authorization', wrong).expect(401);
  });
});
