import request from 'supertest';
import { TestLedger } from './test-ledger.js';

const ORIGIN = 'https://desk.example';

const preflight = (ledger: TestLedger, origin: string, path = '/v1/claims/x/entries') =>
  request(ledger.url).options(path).set({
    Origin: origin,
    'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Headers': 'authorization',
  });

describe('cross-origin requests', () => {
  it('are closed by default', async () => {
    const ledger = await TestLedger.start();
    try {
      const read = await ledger.get('/v1/claims').set('Origin', ORIGIN).expect(200);
      expect(read.headers).not.toHaveProperty('access-control-allow-origin');
      await preflight(ledger, ORIGIN).expect(405);
    } finally {
      await ledger.stop();
    }
  });

  it('are allowed from the origins of the setting only', async () => {
    const ledger = await TestLedger.start({ CLAIM_LEDGER_CORS_ORIGINS: `https://a.example, ${ORIGIN}` });
    try {
      const read = await ledger.get('/v1/claims').set('Origin', ORIGIN).expect(200);
      expect(read.headers['access-control-allow-origin']).toBe(ORIGIN);
      expect(read.headers['access-control-expose-headers']).toContain('ETag');
      // A cache that kept a response for one origin would refuse it to the other.
      for (const path of ['/', '/v1/claims', '/v1/claims?asOf=2026-01-01', '/v1/events']) {
        const { headers } = await ledger.get(path).set('Origin', ORIGIN).expect(200);
        expect([path, headers.vary]).toEqual([path, expect.stringContaining('Origin')]);
      }
      expect(read.headers).not.toHaveProperty('access-control-allow-credentials');

      const { headers } = await preflight(ledger, ORIGIN).expect(204);
      expect(headers['access-control-allow-origin']).toBe(ORIGIN);
      expect(headers['access-control-allow-methods']).toBe('GET, HEAD, POST, PUT, PATCH, DELETE');
      expect(headers['access-control-allow-headers']).toContain('Authorization');
      expect(headers['access-control-allow-headers']).toContain('Idempotency-Key');

      // Problems can be read by scripts too.
      const problem = await ledger.get('/v1/claims/none').set('Origin', ORIGIN).expect(404);
      expect(problem.headers['access-control-allow-origin']).toBe(ORIGIN);

      for (const other of [
        'https://evil.example',
        'http://desk.example',
        'https://desk.example.evil.example',
        'null',
      ]) {
        const answer = await ledger.get('/v1/claims').set('Origin', other).expect(200);
        expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
      }
      await ledger.get('/v1/nonsense').expect(404);
      await request(ledger.url).patch('/v1/claims').expect(405);
    } finally {
      await ledger.stop();
    }
  });

  it('are allowed from any origin with *', async () => {
    const ledger = await TestLedger.start({ CLAIM_LEDGER_CORS_ORIGINS: '*' });
    try {
      const read = await ledger.get('/v1/claims').set('Origin', ORIGIN).expect(200);
      expect(read.headers['access-control-allow-origin']).toBe('*');
    } finally {
      await ledger.stop();
    }
  });
});
