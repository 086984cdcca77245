import { recordSmallLedger, TestLedger } from './test-ledger.js';
import { blockProjection } from '../../support/block-projection.js';

describe('waitFor', () => {
  let ledger: TestLedger;
  beforeEach(async () => {
    ledger = await TestLedger.start({ CLAIM_LEDGER_PROJECTION_WAIT_MS: '30', CLAIM_LEDGER_READ_WAIT_MS: '300' });
    await recordSmallLedger(ledger);
  });
  afterEach(() => ledger.stop());

  const entry = { type: 'ClaimAsserted', by: ['tass'], basis: 'none-given' };
  const write = async () => {
    const { body } = await ledger.post('/v1/claims/talks/entries', entry).expect(201);
    return body as { projected: boolean; position: string; revision: number };
  };
  const read = (waitFor: string, path = '/v1/claims/talks') => ledger.get(path).query({ waitFor });

  it('is reported as not projected by a write that cannot be read yet', async () => {
    const go = blockProjection(ledger);
    const { projected, position, revision } = await write();
    expect({ projected, revision }).toEqual({ projected: false, revision: 1 });
    expect((await ledger.get('/v1/claims/talks').expect(200)).body).toMatchObject({ revision: 0 });
    go();
    expect((await read(position).expect(200)).body).toMatchObject({ revision: 1 });
    const next = await write();
    expect((await read(next.position).expect(200)).body).toMatchObject({ revision: 2 });
  });

  it('delays a read until the position is projected, on every route', async () => {
    for (const path of ['/v1/claims/talks', '/v1/claims?status=unverified', '/v1/claims/talks/history', '/v1/status']) {
      const go = blockProjection(ledger);
      const { position } = await write();
      const answer = read(position, path).expect(200);
      setTimeout(go, 20);
      const { headers } = await answer;
      expect(headers['ledger-position']).toBe(position);
    }
  });

  it('fails a read after the limit', async () => {
    blockProjection(ledger);
    const { position } = await write();
    const { body, headers } = await read(position).expect(503);
    expect(body).toMatchObject({ type: 'urn:claim-ledger:problem:not-yet-readable', instance: '/v1/claims/talks' });
    expect(headers['retry-after']).toBe('1');
    expect(String(headers['ledger-position']) < position).toBe(true);
  });

  it('does not delay a read of a projected position', async () => {
    const { position } = await write();
    blockProjection(ledger);
    await read(position).expect(200);
  });

  it('rejects a position of another log with 410', async () => {
    const { body } = await read(`${'0'.repeat(20)}-00000000@00000000-0000-4000-8000-000000000000`).expect(410);
    expect(body).toMatchObject({ type: 'urn:claim-ledger:problem:position-of-another-log' });
  });

  it.each(['', '1', '0'.repeat(20), `${'0'.repeat(19)}-00000000@00000000-0000-4000-8000-000000000000`])(
    'rejects %j',
    async (waitFor) => {
      expect((await read(waitFor).expect(400)).body).toMatchObject({ type: 'urn:claim-ledger:problem:bad-request' });
    },
  );

  it('rejects two positions', async () => {
    const { position } = await write();
    await ledger.get(`/v1/claims/talks?waitFor=${position}&waitFor=${position}`).expect(400);
  });

  it('is omitted from links to the next page', async () => {
    const { position } = await write();
    const { headers } = await read(position, '/v1/actors?limit=1').expect(200);
    expect(headers.link).toMatch(/cursor=/);
    expect(headers.link).not.toMatch(/waitFor/);
  });
});
