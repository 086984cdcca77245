import { describeInBrowser } from '../../support/browser.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { TestLedger } from '../api/test-ledger.js';

/** What browsers send. */
const BROWSER = 'text/html,application/xhtml+xml';
const STORY = '/narratives/territory-for-membership';

const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('the page of a narrative without script', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await ledger.importSeeds();
  });
  afterAll(() => ledger.stop());

  const story = async (query = '') => {
    const { text } = await ledger.get(`${STORY}${query}`).set('Accept', BROWSER).expect(200);
    const [drawing = '', words = ''] = (/<section class="story".*?<\/section>/s.exec(text)?.[0] ?? '').split(
      '<ol class="entries',
    );
    return { drawing, words, whole: text };
  };
  const entriesIn = (html: string) =>
    new Set(
      [...html.matchAll(/href="\/claims\/([\w-]+)\/entries\/([\w-]+)/g)].map(([, claim, id]) => `${claim}/${id}`),
    );
  const lanesIn = (html: string) => [...html.matchAll(/class="lane-name" href="([^"?]+)/g)].map(([, href]) => href);

  it('draws a lane for each claim, with its state', async () => {
    const { drawing } = await story();
    expect(lanesIn(drawing)).toHaveLength(13);
    expect(lanesIn(drawing)).toContain('/claims/nato-discusses-territory-for-membership');
    expect([...drawing.matchAll(/lane-state[^>]*>([^<]+)/g)].map(([, state]) => state).toSorted()).toEqual([
      ...Array<string>(2).fill('Retracted'),
      ...Array<string>(5).fill('Stated'),
      'Unsubstantiated',
      ...Array<string>(5).fill('Unverified'),
    ]);
  });

  it('has the same entries in the drawing and in words, on both axes', async () => {
    for (const query of ['', '?sort=occurred&acts=all']) {
      const { drawing, words } = await story(query);
      const drawn = entriesIn(drawing);
      expect(drawn.size).toBeGreaterThan(20);
      const written = entriesIn(words);
      for (const entry of drawn) expect(written).toContain(entry);
      // Registrations begin a lane, and have no mark.
      for (const entry of written) if (!entry.endsWith('/registered')) expect(drawn).toContain(entry);
    }
  });

  it('draws links between claims as arrows that lead to the entry', async () => {
    for (const query of ['', '?sort=occurred']) {
      const { drawing } = await story(query);
      const arrows = [...drawing.matchAll(/class="story-arrow" href="([^"]+)" aria-label="([^"]+)"/g)];
      expect(arrows.map(([, href]) => href)).toContain(
        '/claims/nato-policy-on-ukraine-unchanged/entries/contradicts-jenssen',
      );
      expect(arrows.map(([, , label]) => label)).toContainEqual(
        expect.stringMatching(
          /^“NATO&#39;s policy .*” contradicts “At the time of Jenssen&#39;s remark|^“NATO's policy .*” contradicts “At the time of Jenssen's remark/,
        ),
      );
    }
  });

  it('draws a lane for each actor, and who cites whom', async () => {
    const { drawing } = await story('?lanes=actors');
    expect(lanesIn(drawing)).toEqual(expect.arrayContaining(['/actors/jenssen', '/actors/nato', '/actors/tass']));
    const arrow =
      /aria-label="TASS: cites La Repubblica">.*?class="shaft" d="M[\d.]+,([\d.]+) L[\d.]+,([\d.]+)".*?<text[^>]*>([^<]+)/s.exec(
        drawing,
      ) ?? [];
    expect(arrow[3]).toBe('cites');
    // From the lane of TASS to that of La Repubblica.
    const laneOf = (actor: string) => lanesIn(drawing).indexOf(`/actors/${actor}`);
    expect(Number(arrow[2]) > Number(arrow[1])).toBe(laneOf('la-repubblica') > laneOf('tass'));
    expect(textOf(drawing)).toContain('aren’t acts of an actor');
  });

  it('shows what the ledger knew at a moment, and keeps the moment in its links', async () => {
    const { body } = await ledger.get('/v1/claims/nato-discusses-territory-for-membership/moments').expect(200);
    const { items } = body as { items: { recordedAt: string; status: string }[] };
    const denied = items.find(({ status }) => status === 'denied')?.recordedAt ?? '';
    const { drawing, whole } = await story(`?asOf=${denied}`);
    expect(drawing).toMatch(/lane-state[^>]*>Denied/);
    expect(drawing).not.toMatch(/lane-state[^>]*>Retracted/);
    expect(drawing).toContain(`?sort=occurred&amp;asOf=${encodeURIComponent(denied)}`);
    expect(whole).toContain('<meta name="robots" content="noindex">');
  });

  it('counts on the axis of the world only what had happened by then', async () => {
    const { drawing } = await story('?sort=occurred');
    const lane =
      /<g class="lane">(?:(?!<g class="lane">).)*nato-discusses-kyiv-ceding-territory.*?<\/g>/s.exec(drawing)?.[0] ??
      '';
    expect(lane).toContain('The state of the claim: Unsubstantiated');
    const undated =
      /<g class="lane">(?:(?!<g class="lane">).)*"\/claims\/nato-discusses-territory-for-membership".*?<\/g>/s.exec(
        drawing,
      )?.[0] ?? '';
    expect([...undated.matchAll(/<title>The state of the claim: (\w+)/g)].map(([, state]) => state)).toEqual([
      'Unverified',
      'Retracted',
    ]);
  });

  it.each(['', 'validAt=2023-07-01&'])(
    'has the claims of a long story in pages, and their states and texts on each of them: %s',
    async (moment) => {
      const path = '/narratives/vilnius-and-ukraines-status';
      const { body } = await ledger.get(`/v1${path}?${moment}`).expect(200);
      const { claims, statuses } = body as { claims: { id: string; text: string }[]; statuses: Record<string, number> };
      const pageAt = async (query: string) => {
        const { text } = await ledger.get(`${path}?${moment}${query}`).set('Accept', BROWSER).expect(200);
        const [states = ''] = /<ul class="inline narrative-states">.*?<\/ul>/s.exec(text) ?? [];
        const [pages = ''] = /aria-label="Pages of its claims">.*?<\/nav>/s.exec(text) ?? [];
        const [list = ''] = /<ol class="claims">.*?<\/ol>/s.exec(text) ?? [];
        return {
          counts: [...states.matchAll(/status=([\w-]+)[^>]*>(\d+)/g)].map(([, status, count]) => [
            status,
            Number(count),
          ]),
          listed: [...list.matchAll(/claim-text"><a href="\/claims\/([\w-]+)/g)].map(([, id]) => id),
          next: /[?&;]after=([\w-]+)[^"]*#claims"/.exec(pages)?.[1],
          story: textOf(text),
        };
      };
      const first = await pageAt('');
      const second = await pageAt(`after=${first.next ?? ''}`);
      expect(first.listed).toHaveLength(30);
      expect([...first.listed, ...second.listed]).toEqual(claims.map(({ id }) => id));
      expect(second.next).toBeUndefined();
      for (const { counts, story: text } of [first, second]) {
        expect(counts).toEqual(Object.entries(statuses));
        // The timeline names claims of both pages by their texts.
        for (const { id } of claims) expect(text).not.toContain(` ${id} `);
      }
    },
  );

  it('names a parameter that it cannot read', async () => {
    const { text } = await ledger.get(`${STORY}?lanes=people`).set('Accept', BROWSER).expect(400);
    expect(textOf(text)).toContain('lanes');
  });
});

describeInBrowser('the page of a narrative in a browser', (browser) => {
  let ledger: TestLedger;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await ledger.importSeeds();
  });
  afterAll(() => ledger.stop());

  it.each(['', '?sort=occurred', '?lanes=actors', '?lang=ar'])(
    'is accessible, hydrates without a change, and fits a narrow screen: %s',
    async (query) => {
      await browser.check(`${ledger.url}${STORY}${query}`);
    },
  );

  it('leads from the drawing to an entry, by keyboard, and changes its form without a reload', async () => {
    await browser.open(`${ledger.url}${STORY}`, async (page, watched) => {
      await page.evaluate('globalThis.sameDocument = true');
      await page.click('.story-options a:has-text("actor")');
      await page.waitForSelector('.lanes.of-actors');
      expect(new URL(page.url()).search).toBe('?lanes=actors');
      await page.focus('.lanes a.act.against');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/entries\//);
      expect(await page.evaluate('globalThis.sameDocument')).toBe(true);
      expect(watched).toEqual({ errors: [], elsewhere: [] });
    });
  });

  it('is a list on narrow screens, with the same links', async () => {
    await browser.open(
      `${ledger.url}${STORY}`,
      async (page) => {
        expect(await page.isVisible('.lanes')).toBe(false);
        await page.click('.turns .entry-link');
        await page.waitForURL(/\/entries\//);
      },
      { viewport: { width: 360, height: 700 }, javaScriptEnabled: false },
    );
  });
});
