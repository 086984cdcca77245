import { renewExplorerFiles } from '../../support/explorer-files.js';
import { visible } from '../../support/visible.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

const OTHER = 'Kyiv has been asked to cede territory.';

/** TASS reports a claim, says another thing after it, and takes the report back. */
describe('what an entry leads to', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
    const other = { text: OTHER, language: 'en', kind: 'factual', about: [] };
    await ledger.put('/v1/claims/asked', other).expect(201);
    const reported = { type: 'ClaimReported', by: ['tass'], basis: 'none-given', occurredAt: '../2024-04-04' };
    await ledger.post('/v1/claims/talks/entries', { ...reported, id: 'report' }).expect(201);
    await ledger.post('/v1/claims/asked/entries', { ...reported, id: 'sequel', after: ['talks/report'] }).expect(201);
    const retraction = { type: 'StatementRetracted', id: 'retraction', by: ['tass'], of: 'report', takesBack: 'whole' };
    await ledger.post('/v1/claims/talks/entries', retraction).expect(201);
    await ledger.ready();
  });
  afterAll(() => ledger.stop());

  const shown = async (path: string, status = 200) => {
    const { text } = await ledger.get(path).set('Accept', 'text/html').expect(status);
    return { text, visible: visible(text) };
  };

  it('names the claim of an entry of another claim', async () => {
    const report = await shown('/claims/talks/entries/report');
    expect(report.visible).toContain(`TASS reported: ${OTHER} (comes after)`);
    expect(report.visible).toContain('TASS retracted (is about)');
    expect((await shown('/claims/asked/entries/sequel')).visible).toContain(
      'comes after: report by TASS (by 4 April 2024): NATO discusses that Kyiv cede territory.',
    );
  });

  it('says of an entry without effect that what became of it decides', async () => {
    const { visible: claim } = await shown('/claims/talks');
    expect(claim).toMatch(/Reported by TASS\s?basis: none given\s?Counts no more, which decides the state/);
    expect(claim).toMatch(/Retracted by TASS[^.]*?decides the state/);
    expect(claim.match(/(?<!which )decides the state/g)).toHaveLength(1);
  });

  it('leads from a day before the record to what had happened by then', async () => {
    const { text, visible: problem } = await shown('/claims/talks?asOf=2024-04-05', 404);
    expect(problem).toContain('What had happened by 5 April 2024, as the ledger knows it now');
    const link = /<a href="([^"]*validAt=[^"]*)">/.exec(text)?.[1] ?? '';
    expect((await shown(link.replaceAll('&amp;', '&'))).visible).toContain(
      'counting only what had happened by 5 April 2024',
    );
    expect((await shown('/actors/x?asOf=2024-04-05', 404)).visible).not.toContain('What had happened by');
  });
});
