import { TestLedger } from './test-ledger.js';

const left = async (ledger: TestLedger, forwardedFor: string) =>
  (await ledger.get('/v1/claims').set('X-Forwarded-For', forwardedFor).expect(200)).headers.ratelimit as string;

describe('X-Forwarded-For', () => {
  it('gives each reader behind a trusted proxy a limit of its own', async () => {
    const ledger = await TestLedger.start({
      CLAIM_LEDGER_RATE_PER_MINUTE: '5',
      CLAIM_LEDGER_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8',
    });
    try {
      expect(await left(ledger, '192.0.2.1')).toContain('r=4');
      expect(await left(ledger, '192.0.2.1, 10.1.2.3')).toContain('r=3');
      expect(await left(ledger, '192.0.2.2')).toContain('r=4');
      // What a client puts in front is not believed.
      expect(await left(ledger, '192.0.2.9, 192.0.2.1')).toContain('r=2');
    } finally {
      await ledger.stop();
    }
  });

  it('is ignored without the setting', async () => {
    const ledger = await TestLedger.start({ CLAIM_LEDGER_RATE_PER_MINUTE: '5' });
    try {
      expect(await left(ledger, '192.0.2.1')).toContain('r=4');
      expect(await left(ledger, '192.0.2.2')).toContain('r=3');
    } finally {
      await ledger.stop();
    }
  });
});
