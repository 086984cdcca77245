import { renewExplorerFiles } from '../../support/explorer-files.js';
import { TestLedger } from '../api/test-ledger.js';

const CLAIM = '/claims/nato-discusses-territory-for-membership';

let ledger: TestLedger;
beforeAll(async () => {
  renewExplorerFiles();
  ledger = await TestLedger.start();
  await ledger.importSeeds();
});
afterAll(() => ledger.stop());

describe('the page of the wordings of a claim', () => {
  const page = (path: string) => ledger.get(path).set('Accept', 'text/html');

  it('marks the words that changed, and says with what they are compared', async () => {
    const { text } = await page(`${CLAIM}/wordings`).expect(200);
    expect(text).toMatch(
      /<del><span class="unseen" dir="ltr">removed: <\/span><span>[^<]*the idea that Ukraine give up/,
    );
    expect(text).toMatch(/<ins><span class="unseen" dir="ltr">added: <\/span><span>[^<]*how much/);
    expect(text).toContain('Stian Jenssen</a>');
    expect(text).toContain('Compared with the claim’s text: <a href="#wording-0-text">');
    expect(text).toContain('id="wording-0-text"');
    expect(text).toContain(`<link rel="alternate" type="application/json" href="/v1${CLAIM}/wordings">`);
    // Else the wording would begin with a word of the page, and run as the page does.
    expect((await page(`${CLAIM}/wordings?lang=ar`).expect(200)).text).toContain(
      '<ins><span class="unseen" dir="rtl">',
    );
  });

  it.each([
    ['en', 'ltr'],
    ['ar', 'rtl'],
  ])('gives words of the page its direction, and wordings their own: %s', async (language, direction) => {
    const { text } = await page(`${CLAIM}/wordings?lang=${language}`).expect(200);
    const ownWords = [...text.matchAll(/<span class="unseen"[^>]*>/g)].map(([tag]) => tag);
    // Before and after each change.
    expect(ownWords.length).toBeGreaterThan(3);
    expect(new Set(ownWords)).toEqual(new Set([`<span class="unseen" dir="${direction}">`]));
    const quotes = [...text.matchAll(/<blockquote class="difference">(<[^>]*>)/g)].map(([, tag]) => tag);
    expect(quotes.length).toBeGreaterThan(1);
    for (const tag of quotes) expect(tag).toMatch(/^<span lang="[a-z-]+" dir="auto">$/);
  });

  it('shows the wordings of its moment, and keeps the moment in links', async () => {
    const { text } = await page(`${CLAIM}/wordings?validAt=2020-01-01`).expect(200);
    expect(text).toContain('May have happened by then');
    expect(text).not.toContain('<del><span');
    expect(text).toContain(`href="${CLAIM}?validAt=2020-01-01"`);
  });

  it('is linked from the page of the claim', async () => {
    expect((await page(CLAIM).expect(200)).text).toContain(`href="${CLAIM}/wordings"`);
  });

  it('pages long lists', async () => {
    const { body } = await ledger.get(`/v1${CLAIM}/wordings`).expect(200);
    const { items } = body as { items: { revision: number }[] };
    const { text } = await page(`${CLAIM}/wordings?after=${items[0]?.revision}`).expect(200);
    expect(text).not.toContain('id="wording-0-text"');
    expect(text).toContain(`<a href="${CLAIM}/wordings">First page</a>`);
    // What it is compared with is on the page before.
    expect(text).toContain(`href="${CLAIM}/entries/registered"`);
  });

  it('answers for a claim that does not exist as the API does', async () => {
    await page('/claims/no-such-claim/wordings').expect(404);
  });
});
