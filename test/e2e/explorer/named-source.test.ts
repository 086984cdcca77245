import { visible } from '../../support/visible.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

describe('a source that the speaker names', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
  });
  afterAll(() => ledger.stop());

  const shown = async (path: string) => visible((await ledger.get(path).set('Accept', 'text/html').expect(200)).text);
  const report = (id: string, fields: object) =>
    ledger
      .post('/v1/claims/talks/entries', { type: 'ClaimReported', id, by: ['tass'], basis: 'named-source', ...fields })
      .expect(201);

  it('isn’t on record where none is cited, as the pages say, but is where one is', async () => {
    await report('bare', {});
    const text = 'a source that they name, which isn’t on record here';
    expect(await shown('/claims/talks')).toContain(`basis: ${text}`);
    expect(await shown('/claims/talks')).toContain('Only TASS says so, from a source that is not on record here');
    expect(await shown('/claims/talks/entries/bare')).toContain(text);
    await report('sourced', { cites: [{ actor: 'nato', use: 'credits' }] });
    expect(await shown('/claims/talks/entries/sourced')).toContain('a named source');
    expect(await shown('/claims/talks/entries/sourced')).not.toContain(text);
  });
});
