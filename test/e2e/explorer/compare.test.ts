import { renewExplorerFiles } from '../../support/explorer-files.js';
import { TestLedger } from '../api/test-ledger.js';

const CLAIM = '/claims/nato-discusses-territory-for-membership';

let ledger: TestLedger;
let registered: string;
/** When the state changed last. */
let changed: string;
beforeAll(async () => {
  renewExplorerFiles();
  ledger = await TestLedger.start();
  await ledger.importSeeds();
  const { body } = await ledger.get(`/v1${CLAIM}/story`).expect(200);
  const { steps } = body as { steps: { recordedAt: string }[] };
  registered = steps[0]?.recordedAt ?? '';
  changed = steps.at(-1)?.recordedAt ?? '';
});
afterAll(() => ledger.stop());

describe('the page that compares two moments of a claim', () => {
  const page = (path: string) => ledger.get(path).set('Accept', 'text/html');
  const main = async (query: string) => {
    const { text } = await page(`${CLAIM}/compare${query}`).expect(200);
    return /<main.*<\/main>/s.exec(text)?.[0] ?? '';
  };
  const before = (instant: string) => new Date(Date.parse(instant) - 1).toISOString();

  it('compares the registration with now, unless its address says otherwise', async () => {
    const text = await main('');
    expect(text).toMatch(/From <span[^>]*>Unverified<\/span> to <span[^>]*>Retracted<\/span>/);
    expect(text).toContain('As known now');
    expect(text).toContain('taking back an earlier entry: ');
  });

  it('shows only what made the difference', async () => {
    const text = await main(`?a=${before(changed)}&b=${changed}`);
    expect(text.match(/<ol class="steps">.*?<\/ol>/s)?.[0].match(/<li>/g)).toHaveLength(1);
    expect(text).toContain(`href="${CLAIM}?asOf=${encodeURIComponent(changed)}"`);
    const reversed = await main(`?a=${changed}&b=${before(changed)}`);
    expect(reversed.match(/<div class="sides">.*?<\/div>/s)).toEqual(text.match(/<div class="sides">.*?<\/div>/s));
    const same = await main(`?a=${changed}&b=${changed}`);
    expect(same).toContain('The state is the same at both moments');
    expect(same).toContain('Nothing changed the state in between');
    expect(same).toContain('Nothing was recorded in between');
  });

  it('leaves out the change that the earlier moment has already', async () => {
    const text = await main(`?a=${changed}`);
    expect(text).toContain('Nothing changed the state in between');
    expect(text).toContain('Reworded by');
  });

  it('says that the claim was not registered yet', async () => {
    expect(await main(`?a=${before(registered)}`)).toContain('It wasn’t registered yet.');
  });

  it('names the moment that cannot be read', async () => {
    for (const [query, name] of [
      ['a=yesterday', 'a'],
      ['b=soon', 'b'],
    ]) {
      const { text } = await page(`${CLAIM}/compare?${query}`).expect(400);
      expect(text).toMatch(new RegExp(`Parameter <code[^>]*>${name}</code>|Parameter ${name}\\b`));
    }
  });

  it('shows the moment of its later side as that of the page, and leads back to now', async () => {
    const { text } = await page(`${CLAIM}/compare?a=${before(changed)}&b=${changed}`).expect(200);
    expect(text).toMatch(/<title>[^<]* · as of \d[^<]*<\/title>/);
    expect(text).toContain('<section class="moment past"');
    expect(text).toContain(`href="${CLAIM}/compare?a=${encodeURIComponent(before(changed))}">Back to now`);
    expect(text).toContain(`href="/actors/jenssen?asOf=${encodeURIComponent(changed)}"`);
    expect((await page(`${CLAIM}/compare`).expect(200)).text).toContain('<section class="moment"');
  });

  it('is linked from each change on the page of the claim', async () => {
    const { text } = await page(CLAIM).expect(200);
    const query = new URLSearchParams({ a: before(changed), b: changed }).toString().replaceAll('&', '&amp;');
    expect(text).toContain(`href="${CLAIM}/compare?${query}"`);
  });
});
