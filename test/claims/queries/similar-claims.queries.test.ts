import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import { SimilarClaimQueries } from '../../../src/claims/queries/similar-claims.queries.js';
import { paraphrasedClaims } from '../../support/paraphrased-claims.js';
import { InMemoryLedger, minute } from '../../support/test-ledger.js';
import { TestReadModel } from '../../support/test-read-model.js';
import { GeneratedLog } from '../../verification/standard/generators/log.js';

const AT = minute(100_000);

/** A read model with these claims. Their ids are their indexes, `claim-0` and so on. */
function ledgerOf(texts: readonly string[]): SimilarClaimQueries {
  const log = new GeneratedLog();
  const model = new TestReadModel();
  const events = texts.map((text, index) => {
    const data = { id: 'r', text, language: 'en', kind: 'factual', about: [], topics: [] } as const;
    return log.append('claim', `claim-${index}`, { type: 'ClaimRegistered', data }, Date.parse(minute(index)));
  });
  model.handle(events as unknown as RecordedEvent[]);
  return new SimilarClaimQueries(model.readModel);
}

describe('similar claims among 10,000', () => {
  const corpus = paraphrasedClaims(10_000);
  const similar = ledgerOf(corpus.map(({ text }) => text));
  const found = (text: string, limit = 3) => similar.to(text, AT, limit).map(({ id }) => id);

  it('finds each of the oldest 80 % first by its own text', () => {
    const texts = corpus.map(({ text }) => text);
    for (let index = 0; index < 8_000; index += 25) {
      const text = texts[index] ?? '';
      const [first] = similar.to(text, AT, 1);
      expect(first).toMatchObject({ id: `claim-${texts.indexOf(text)}`, similarity: 1 });
    }
  });

  it('finds a claim by a paraphrase among the first three', () => {
    const indexes = Array.from({ length: 20 }, (_, number) => number * 487);
    const hits = indexes.filter((index) => found(corpus[index]?.paraphrase ?? '').includes(`claim-${index}`));
    expect(hits.length).toBeGreaterThanOrEqual(14);
  });

  it('finds claims with all words of a text that has common words only', () => {
    const items = similar.to('the of is to', AT, 3);
    expect(items.map(({ similarity }) => similarity)).toEqual([1, 1, 1]);
  });

  it('finds nothing for words that no claim has', () => {
    expect(found('Xyzzy plugh')).toEqual([]);
    expect(found('…')).toEqual([]);
  });
});

describe('similar claims in other scripts', () => {
  const texts = [
    'Київ здійснює її.',
    'Мой.',
    '영토 포기.',
    'ウクライナが攻撃を',
    'करना',
    'NATO discusses land.',
    'NATO.',
  ];
  const similar = ledgerOf(texts);

  it.each(texts)('finds %s by the same text', (text) => {
    expect(similar.to(text, AT, 1)).toEqual([expect.objectContaining({ text, similarity: 1 })]);
    expect(similar.to(text.normalize('NFD').toUpperCase(), AT, 1)).toEqual([
      expect.objectContaining({ text, similarity: 1 }),
    ]);
  });

  it('does not take words with other vowel signs for alike', () => {
    expect(similar.to('कोरोना', AT, 10)).toEqual([]);
  });
});

describe('similar claims after the same search before', () => {
  it('include those registered or amended since, and none as of a moment before', () => {
    const ledger = new InMemoryLedger();
    const similar = new SimilarClaimQueries(ledger.model.readModel);
    const ids = (at: string) => similar.to('Partners deliver air defence systems.', at, 5).map(({ id }) => id);
    ledger.claim('first', { text: 'Partners deliver air defence systems soon.' });
    const before = ledger.now;
    expect([ids(before), ids(before)]).toEqual([['first'], ['first']]);

    ledger.claim('second', { text: 'Nobody delivers air defence systems.' });
    ledger.entry('first', 'ClaimAmended', { text: 'Something else.' });
    expect([ids(ledger.now), ids(ledger.now)]).toEqual([['second'], ['second']]);
    expect(ids(before)).not.toContain('second');
  });
});
