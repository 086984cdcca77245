import { renewExplorerFiles } from '../../support/explorer-files.js';
import { visible } from '../../support/visible.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

describe('pages of what was redacted', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
  });
  afterAll(() => ledger.stop());

  it('shows that an entry is redacted, why and on whose authority, in every language', async () => {
    const denial = { type: 'ClaimDenied', id: 'redacted', by: ['nato'], basis: 'none-given', quote: { text: 'Zzyzx' } };
    await ledger.post('/v1/claims/talks/entries', denial).expect(201);
    const why = { reason: 'Right to erasure', authority: 'Landgericht Hamburg' };
    const { body: request } = await ledger.post('/v1/redactions', { entry: 'talks/redacted', ...why }).expect(201);
    const { body: counsel } = await ledger.post('/v1/keys', { principal: 'counsel', scopes: ['admin'] }).expect(201);
    await ledger
      .post(`/v1/redactions/${(request as { id: string }).id}/approve`, {})
      .set('Authorization', `Bearer ${(counsel as { key: string }).key}`)
      .expect(201);
    const SAID = {
      en: 'Words were redacted here by law.',
      de: 'Hier wurde Text aus rechtlichen Gründen geschwärzt.',
      uk: 'Тут на законній підставі вилучено текст.',
      ar: 'حُجب هنا نصّ بمقتضى القانون.',
    };
    for (const [lang, said] of Object.entries(SAID)) {
      const { text } = await ledger
        .get(`/claims/talks/entries/redacted?lang=${lang}`)
        .set('Accept', 'text/html')
        .expect(200);
      const shown = visible(text);
      for (const part of [said, '[redacted]', why.reason, why.authority]) expect(shown).toContain(part);
      expect(text).not.toContain('Zzyzx');
    }
  });
});
