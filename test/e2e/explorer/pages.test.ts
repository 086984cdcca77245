import { renewExplorerFiles } from '../../support/explorer-files.js';
import { visible } from '../../support/visible.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

/** What browsers send. */
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

describe('the pages without script', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
    const said = {
      type: 'ClaimReported',
      by: ['tass'],
      basis: 'none-given',
      occurredAt: '../2024-04-04',
      document: 'tass-story',
    };
    await ledger
      .post('/v1/claims/talks/entries', { ...said, id: 'report', quote: { text: '</script><b>bold</b>' } })
      .expect(201);
  });
  afterAll(() => ledger.stop());

  const page = (path: string) => ledger.get(path).set('Accept', BROWSER);
  const recordedAt = async (entry: string) => {
    const { body } = await ledger.get('/v1/claims/talks/history').expect(200);
    const { items } = body as { items: { entry: string; recordedAt: string }[] };
    return items.find((item) => item.entry === `talks/${entry}`)?.recordedAt ?? '';
  };

  it('allow nothing but what the server itself sends', async () => {
    for (const path of ['/', '/claims', '/claims/talks', '/claims/no-such', '/no-such-page']) {
      const { headers, text } = await page(path);
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'cache-control': 'private, no-cache',
      });
      expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
      expect(headers['content-security-policy']).toContain("require-trusted-types-for 'script'; trusted-types 'none'");
      expect(text).not.toMatch(
        /<style|\sstyle=|\son\w+="|<script(?! type="module" src="\/assets\/| type="application\/json")/,
      );
      expect(text.replaceAll(`href="${ledger.url}/`, '')).not.toMatch(/(?:src|href)="https?:/);
    }
  });

  it('show claims with similar words, except on pages of the past', async () => {
    const text = 'NATO discusses that Kyiv cede land.';
    const { body } = await ledger.put('/v1/claims/ceding', { text, language: 'en', kind: 'factual' }).expect(201);
    expect(body).toMatchObject({ projected: true });
    const { text: html } = await page('/claims/talks').expect(200);
    expect(visible(html)).toMatch(/1 claim with similar words.*NATO discusses that Kyiv cede land\./);
    const { text: past } = await page('/claims/talks?asOf=' + (await recordedAt('report'))).expect(200);
    expect(visible(past)).not.toContain('similar words');
  });

  it('show a claim with its state, the reason and its entries', async () => {
    const { text } = await page('/claims/talks').expect(200);
    const shown = visible(text);
    expect(shown).toContain('NATO discusses that Kyiv cede territory.');
    expect(shown).toContain('Only TASS says so, and gives no basis; NATO, whom it is about, has not spoken.');
    expect(shown).toContain('Unverified because nothing on record decides it.');
    expect(shown).toContain('Reported by TASS');
    expect(shown).toMatch(/happened by 4 April 2024\s?recorded \d+ \w+ \d{4}, \d\d:\d\d UTC/);
    expect(text).toContain('<title>NATO discusses that Kyiv cede territory. · Claim Ledger</title>');
    expect(text).toContain('<link rel="alternate" type="application/json" href="/v1/claims/talks">');
  });

  it('show quotes as text, and end no element by them', async () => {
    const { text } = await page('/claims/talks').expect(200);
    expect(text).toContain('&lt;/script>&lt;b>bold&lt;/b>');
    expect(text.match(/<\/script>/g)).toHaveLength(2);
  });

  it('show the past as such, and keep its moment in links', async () => {
    const asOf = await recordedAt('report');
    const before = new Date(Date.parse(asOf) - 1).toISOString();
    const { text } = await page(`/claims/talks?asOf=${before}`).expect(200);
    expect(visible(text)).toContain('You are reading the past as the ledger knew it on');
    expect(visible(text)).not.toContain('Reported by TASS');
    expect(text).toContain('<meta name="robots" content="noindex">');
    expect(text).toMatch(/<title>NATO discusses[^<]* · as of \d[^<]*UTC · Claim Ledger<\/title>/);
    const links = [...text.matchAll(/<main.*<\/main>/gs)].join('').match(/href="\/(?:claims|actors)\/?[^"#]*"/g) ?? [];
    // Those to this page at other moments have one of their own, or none.
    const kept = links.filter((link) => !link.startsWith('href="/claims/talks'));
    expect(kept.length).toBeGreaterThan(1);
    for (const link of kept) expect(link).toContain(`asOf=${encodeURIComponent(before)}`);
  });

  it.each([
    [
      'de',
      'ltr',
      'Nur TASS behauptet es, ohne eine Grundlage anzugeben; NATO (selbst betroffen) hat sich nicht geäußert.',
      'Behauptung aufgenommen: Der Status ist „Nicht verifiziert“.',
      'Berichtet von TASS',
      '4. April 2024',
    ],
    [
      'uk',
      'ltr',
      'Лише TASS це стверджує, не вказуючи підстави; NATO (сторона, про яку йдеться) мовчить.',
      'Твердження зареєстровано: статус – «Не перевірено».',
      'TASS: повідомлення',
      '4 квітня 2024 р.',
    ],
    [
      'ar',
      'rtl',
      'لا قول به إلا من ⁨TASS⁩، دون ذكر أي أساس؛ لا قول مسجَّلًا من ⁨NATO⁩ (الطرف المعني).',
      'إدراج الادعاء: الحالة «غير متحقَّق منه».',
      'خبر من TASS',
      '4 أبريل 2024',
    ],
  ])('are in %s for those who prefer it, except what the ledger says', async (language, direction, ...expected) => {
    const { text } = await page('/claims/talks').set('Accept-Language', `${language}, en;q=0.5`).expect(200);
    expect(text).toContain(`<html lang="${language}" dir="${direction}">`);
    for (const each of expected) expect(visible(text)).toContain(each);
    for (const list of ['/claims', '/claims/talks/compare', '/claims/talks/origins?without=actor:nato']) {
      expect(
        visible((await page(`${list}${list.includes('?') ? '&' : '?'}lang=${language}`).expect(200)).text),
      ).toMatch(
        language === 'de'
          ? 'Nur TASS behauptet es'
          : language === 'uk'
            ? 'Лише TASS це стверджує'
            : 'لا قول به إلا من ⁨TASS⁩',
      );
    }
    const asked = await page(`/claims/talks?lang=${language}`).set('Accept-Language', 'en').expect(200);
    expect(asked.text).toContain(`<html lang="${language}" dir="${direction}">`);
    expect(asked.text).toContain('<link rel="alternate" hreflang="de" href="/claims/talks?lang=de">');
    expect(asked.text).toContain('<link rel="alternate" hreflang="x-default" href="/claims/talks">');
    expect(asked.text).toMatch(/<a lang="en" hreflang="en" href="[^"]*lang=en"[^>]*>English<\/a>/);
  });

  it('name the parameter that cannot be read', async () => {
    for (const [query, parameter] of [
      ['asOf=yesterday', 'asOf'],
      ['asOf=2999-01-01', 'asOf'],
      ['validAt=soon', 'validAt'],
      ['tz=Atlantis', 'tz'],
      ['lang=tlh', 'lang'],
    ] as const) {
      const { text } = await page(`/claims/talks?${query}`).expect(400);
      expect(visible(text)).toContain(`Parameter ${parameter}`);
    }
  });

  it('say what is missing, and where to continue', async () => {
    for (const path of ['/claims/no-such', '/no-such-page']) {
      const { text } = await page(path).expect(404);
      expect(visible(text)).toContain('There is nothing here');
      expect(text).toContain('action="/claims"');
    }
    const { headers } = await page('/v1/claims/no-such').expect(404);
    expect(headers['content-type']).toContain('application/problem+json');
  });

  it('list claims by the filters of their address', async () => {
    const list = async (query: string) => visible((await page(`/claims?${query}`).expect(200)).text);
    expect(await list('q=territory')).toContain('1 claim');
    expect(await list('q=territory')).toContain('Claims that match “territory”');
    expect(await list('status=denied')).toContain('No claim fits');
    expect((await page('/claims?q=territory')).text).toMatch(/aria-current="true">best match first</);
    const { text: newest } = await page('/claims?q=territory&sort=newest').expect(200);
    expect(newest).toMatch(/href="\/claims\?q=territory">best match first<.*aria-current="true">newest first</);
    expect(newest).toContain('href="/v1/claims?q=territory&amp;sort=newest"');
    expect(await list('sort=relevance')).not.toContain('best match first');
    expect(await list('about=nato&status=unverified')).toContain('State: Unverified × About: NATO ×');
    expect(visible((await page('/claims?status=true').expect(400)).text)).toContain('Parameter status');
  });

  it('show what links lead to: actors, documents, narratives and entries', async () => {
    const story = { title: 'A story line', summary: 'What it is about.' };
    await ledger.put('/v1/narratives/story', story).expect(201);
    await ledger.post('/v1/narratives/story/events', { type: 'NarrativeClaimAdded', claim: 'talks' }).expect(201);
    const shown = async (path: string) => visible((await page(path).expect(200)).text);
    const actor = await shown('/actors/nato');
    expect(actor).toContain('Also called OTAN');
    expect(actor).toContain('Claims about NATO NATO discusses that Kyiv cede territory.');
    expect(await shown('/actors/tass')).toContain('On record reported: 1');
    expect(await shown('/documents/tass-story')).toContain('What was read there NATO discusses');
    expect(await shown('/narratives/story')).toMatch(/What it is about\..*1 claim/);
    const entry = await shown('/claims/talks/entries/report');
    expect(entry).toContain('Reported by TASS');
    expect(entry).toContain('Happened by 4 April 2024 Recorded');
    expect(entry).toContain('What it did when recorded counts, and doesn’t decide');
    expect(entry).toContain('What it does counts, and doesn’t decide');
    expect(entry).toContain('What it refers to published in:');
    const { text: linked } = await page('/claims/talks/entries/report');
    expect(linked).toContain('<title>Reported: NATO discusses');
    const event = /href="(\/v1\/events\/\d+)"/.exec(linked)?.[1] ?? '';
    expect((await ledger.get(event).expect(200)).body).toMatchObject({ subject: 'talks', data: { id: 'report' } });
    for (const path of ['/actors/x', '/documents/x', '/narratives/x', '/claims/talks/entries/x'])
      await page(path).expect(404);
  });

  it('page long lists', async () => {
    const claim = { text: 'Another claim.', language: 'en', kind: 'factual', about: [], topics: ['many'] };
    await ledger.import(
      Array.from({ length: 31 }, (_, n) => ({ type: 'ClaimRegistered', claim: `many-${n}`, ...claim })),
    );
    await ledger.ready();
    const first = await page('/claims?topic=many').expect(200);
    const next = /<a rel="next" href="([^"]+)"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await page(next).expect(200);
    expect([first, second].map(({ text }) => text.match(/class="claim-item"/g)?.length)).toEqual([30, 1]);
    expect(second.text).not.toContain('rel="next"');
  });

  it('answer HEAD, and 304 to those who have the page', async () => {
    const { headers } = await page('/claims/talks').expect(200);
    await page('/claims/talks')
      .set('If-None-Match', headers['etag'] ?? '')
      .expect(304);
    await fetch(`${ledger.url}/claims/talks`, { method: 'HEAD' }).then(({ status }) => {
      expect(status).toBe(200);
    });
  });

  it('answer 406 to clients that want something else, and JSON at the address of the index', async () => {
    await ledger.get('/claims').set('Accept', 'application/json').expect(406);
    const { body, headers } = await ledger.get('/').set('Accept', 'application/json').expect(200);
    expect([headers['vary'], (body as { name: string }).name]).toEqual(['Accept', 'Claim Ledger']);
    const home = await page('/').expect(200);
    expect(home.headers['vary']).toBe('Accept, Accept-Language');
    expect(visible(home.text)).toContain('Latest on record');
    expect(visible(home.text)).not.toContain('Decided last');
    await ledger
      .post('/v1/claims/talks/entries', { type: 'ClaimDenied', by: ['nato'], basis: 'none-given' })
      .expect(201);
    const { text } = await page('/').expect(200);
    expect(visible(text)).toContain('Decided last NATO discusses that Kyiv cede territory. Denied');
  });

  it('serve files whose names change with their content', async () => {
    const { text } = await page('/').expect(200);
    const files = [...new Set(text.match(/\/assets\/[\w.-]+/g))];
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const { headers } = await ledger.get(file).set('Accept-Encoding', 'gzip').expect(200);
      expect(headers).toMatchObject({
        'cache-control': 'public, max-age=31536000, immutable',
        'content-encoding': 'gzip',
        'x-content-type-options': 'nosniff',
      });
    }
    const { headers } = await ledger.get('/assets/licences.txt').expect(200);
    expect(headers['cache-control']).toBe('no-cache');
    await ledger.get('/assets/manifest.json').expect(404);
    await ledger.get('/assets/..%2f..%2fpackage.json').expect(404);
  });

  it('cite a claim with its state, whose verdict that is, the moments and the address', async () => {
    const claim = { text: 'The talks were held in Vilnius.', language: 'en', kind: 'factual' };
    await ledger.put('/v1/claims/held', claim).expect(201);
    await ledger.put('/v1/actors/afp', { kind: 'outlet', name: 'AFP' }).expect(201);
    const cited = async (query = '') =>
      /class="citation">(.*?)<\/p>/s.exec((await page(`/claims/held${query}`).expect(200)).text)?.[1] ?? '';
    expect(visible(await cited())).toMatch(/: Unverified, as recorded until \d/);
    for (const by of ['afp', 'tass']) {
      const verdict = { type: 'VerdictIssued', by: [by], rating: 'false', occurredAt: '2024-05-01' };
      await ledger.post('/v1/claims/held/entries', { ...verdict, id: `of-${by}` }).expect(201);
    }
    const shown = visible(await cited());
    expect(shown).toMatch(/Rated false by (?:AFP and TASS|TASS and AFP), as recorded until \d+ \w+ \d+, \d\d:\d\d UTC/);
    expect(shown).toMatch(/http:\/\/127\.0\.0\.1:\d+\/claims\/held\?asOf=\d{4}-\d\d-\d\dT/);
    expect(visible(await cited('?lang=de'))).toContain('Bewertet als „falsch“ von');
    const past = visible(await cited('?validAt=2024-04-30'));
    expect(past).toContain('Unverified, as recorded until');
    expect(past).toContain('counting only what had happened by 30 April 2024');
    await ledger.post('/v1/claims/held/entries', {
      ...{ type: 'VerdictIssued', id: 'against', by: ['nato'], rating: 'true', occurredAt: '2024-05-02' },
    });
    expect(visible(await cited())).toMatch(/Disputed \(.*rated true by NATO/);
  });
});

it('ask for a key where reading is closed, and show it to those who have one', async () => {
  const closed = await TestLedger.start({ CLAIM_LEDGER_READING: 'closed' });
  try {
    await recordSmallLedger(closed);
    const { text } = await closed.get('/claims/talks').set('Accept', BROWSER).expect(401);
    expect(visible(text)).toContain('Reading needs a key');
    expect(text).not.toContain('Kyiv');
    const shown = await closed.write('get', '/claims/talks').set('Accept', BROWSER).expect(200);
    expect(shown.text).toContain('Kyiv');
    const cookie = `claim-ledger=${closed.key}`;
    const withCookie = (headers: Record<string, string>) =>
      closed.get('/claims/talks').set({ Accept: BROWSER, Cookie: cookie, ...headers });
    expect((await withCookie({ 'Sec-Fetch-Site': 'none' }).expect(200)).text).toContain('Kyiv');
    // Neither for a page that another site leads to, nor on a host that isn't this machine.
    await withCookie({ 'Sec-Fetch-Site': 'cross-site' }).expect(401);
    await withCookie({ 'Sec-Fetch-Site': 'none', Host: 'ledger.example' }).expect(401);
  } finally {
    await closed.stop();
  }
});
