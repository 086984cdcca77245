import { WordingQueries } from '../../../src/claims/wordings/wordings.queries.js';
import { InMemoryLedger } from '../../support/test-ledger.js';

const wording = (text: string, language = 'en') => ({ wording: { text, language } });

describe('WordingQueries', () => {
  function ledgerWith(record: (ledger: InMemoryLedger) => void) {
    const ledger = new InMemoryLedger();
    ledger.actor('tass', { kind: 'outlet', name: 'TASS' });
    ledger.claim('land', { text: 'NATO discusses land.' });
    record(ledger);
    return { ledger, wordings: new WordingQueries(ledger.model.readModel) };
  }

  it('reads wordings whose language tags Intl rejects', () => {
    const { ledger, wordings } = ledgerWith((recorded) => {
      const act = { by: ['tass'], basis: 'none-given' as const, occurredAt: '2024-04-04' };
      recorded.entry('land', 'ClaimReported', { ...act, ...wording('NATO is discussing land.', 'en-a') });
    });
    expect(wordings.of('land', ledger.now)?.items[1]).toHaveProperty('language', 'en-a');
  });

  it('returns each text of the claim and of its entries, as of any moment', () => {
    const { ledger, wordings } = ledgerWith((recorded) => {
      recorded.record('document', 'story', {
        type: 'DocumentRegistered',
        data: { publisher: 'tass', title: 'Story', language: 'ru' },
      });
      recorded.entry('land', 'ClaimAmended', { topics: ['land'] });
      recorded.entry('land', 'ClaimReported', {
        by: ['tass'],
        basis: 'none-given',
        occurredAt: '2024-04-04',
        document: 'story',
        quote: { text: 'НАТО обсуждает' },
        ...wording('NATO is discussing land.'),
      });
      recorded.entry('land', 'ClaimAmended', { text: 'NATO discusses land for membership.' });
    });
    const all = wordings.of('land', ledger.now);
    expect(all).toMatchObject({ claim: 'land', total: 4 });
    expect(all?.items.map(({ entry, source, language }) => [entry, source, language])).toEqual([
      ['land/r', 'text', 'en'],
      ['land/e2', 'quote', 'ru'],
      ['land/e2', 'wording', 'en'],
      ['land/e3', 'text', 'en'],
    ]);
    expect(all?.items[2]).toMatchObject({
      by: [{ id: 'tass', name: 'TASS' }],
      occurredAt: '2024-04-04',
      occurred: { to: '2024-04-04T23:59:59.999Z' },
      predecessor: { entry: 'land/r', link: 'claim', text: 'NATO discusses land.' },
      difference: [
        { change: 'same', text: 'NATO ' },
        { change: 'removed', text: 'discusses' },
        { change: 'added', text: 'is discussing' },
        { change: 'same', text: ' land.' },
      ],
    });
    expect(wordings.of('land', ledger.events[4]?.metadata['recordedAt'] as string)?.total).toBe(3);
    expect(wordings.of('land', '2025-01-01T00:00:00.000Z')).toBeUndefined();
    expect(wordings.of('sea', ledger.now)).toBeUndefined();
  });

  it('shows translations next to each other, without a difference', () => {
    const { ledger, wordings } = ledgerWith((recorded) => {
      recorded.entry('land', 'ClaimReported', {
        by: ['tass'],
        basis: 'none-given',
        ...wording('НАТО обсуждает', 'ru'),
      });
      recorded.entry('land', 'ClaimReported', {
        by: ['tass'],
        basis: 'none-given',
        cites: [{ entry: 'e1', use: 'quotes', translated: true }],
        ...wording('NATO discusses'),
      });
      recorded.entry('land', 'ClaimReported', {
        by: ['tass'],
        basis: 'none-given',
        cites: [{ entry: 'land/e2', use: 'quotes' }],
        quote: { text: 'it discusses' },
      });
      recorded.entry('land', 'ClaimReported', {
        by: ['tass'],
        basis: 'none-given',
        cites: [{ entry: 'e2', use: 'quotes', translated: true }],
        ...wording('NATO discussed'),
      });
    });
    const items = wordings.of('land', ledger.now)?.items.slice(2);
    for (const item of items ?? []) expect(item).not.toHaveProperty('difference');
    expect(items).toMatchObject([
      { predecessor: { entry: 'land/e1', link: 'citation', language: 'ru' }, uncompared: 'translation' },
      { predecessor: { entry: 'land/e2' }, uncompared: 'unknown-language' },
      { predecessor: { entry: 'land/e2', language: 'en' }, uncompared: 'translation' },
    ]);
  });

  it('follows a citation of a voided entry to its replacement, and lists the voided one', () => {
    const { ledger, wordings } = ledgerWith((recorded) => {
      recorded.entry('land', 'ClaimReported', { by: ['tass'], basis: 'none-given', ...wording('Mistaken.') });
      recorded.entry('land', 'ClaimReported', { by: ['tass'], basis: 'none-given', ...wording('Correct.') });
      recorded.entry('land', 'ClaimReported', {
        by: ['tass'],
        basis: 'none-given',
        cites: [{ entry: 'e1', use: 'quotes' }],
        ...wording('Cited.'),
      });
      recorded.entry('land', 'EntryVoided', { voids: 'e1', reason: 'Misread.', replacement: 'e2' });
    });
    expect(wordings.of('land', ledger.now)?.items.slice(1)).toMatchObject([
      { entry: 'land/e1', voided: { by: 'land/e4', reason: 'Misread.', replacement: 'land/e2' } },
      { entry: 'land/e2', predecessor: { entry: 'land/r' } },
      { entry: 'land/e3', predecessor: { entry: 'land/e2', link: 'citation' } },
    ]);
  });

  it('returns pages of entries, whose wordings are those of the whole', () => {
    const { ledger, wordings } = ledgerWith((recorded) => {
      for (const text of ['One.', 'Two.', 'Three.']) {
        recorded.entry('land', 'ClaimReported', {
          by: ['tass'],
          basis: 'none-given',
          quote: { text },
          ...wording(text),
        });
      }
    });
    const whole = wordings.of('land', ledger.now);
    const pages = [];
    for (let after: number | undefined = -1; after !== undefined;) {
      const page = wordings.of('land', ledger.now, { afterRevision: after, limit: 2 });
      expect(page?.total).toBe(7);
      pages.push(page?.items ?? []);
      after = page?.nextRevision;
    }
    expect(pages.map(({ length }) => length)).toEqual([3, 4]);
    expect(pages.flat()).toEqual(whole?.items);
    expect(whole?.nextRevision).toBeUndefined();
  });
});
