import type { Locator, Page } from 'playwright-core';
import { describeInBrowser } from '../../support/browser.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

describeInBrowser('registering', (browser) => {
  let ledger: TestLedger;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
    await ledger
      .put('/v1/documents/page', { publisher: 'tass', url: 'https://example.org/story', title: 'The story' })
      .expect(201);
    await ledger.put('/v1/narratives/story', { title: 'Territory for membership' }).expect(201);
  });
  afterAll(() => ledger.stop());

  const open = (path: string, use: (page: Page) => Promise<void>) => browser.record(ledger.url + path, ledger.key, use);
  /** Its label may say that it is optional. */
  const field = (page: Page | Locator, label: string) => page.getByLabel(new RegExp(`^${label}( \\(optional\\))?$`));
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const language = (within: Page | Locator) => within.getByRole('combobox', { name: /^Language/ });
  /** The page says what was done, and leads those who don't see it there. */
  const noticed = async (page: Page, text: string) => {
    await page.locator('.recorded', { hasText: text }).waitFor();
    await page.waitForFunction(() => document.activeElement?.className === 'recorded');
  };
  const found = async (path: string) => (await ledger.get(path).expect(200)).body as Record<string, unknown>;

  it('registers a claim, and on the way an actor that it is about', async () => {
    await open('/claims/new', async (page) => {
      await field(page, 'The claim in one sentence').fill('The harbour of Aldby is closed.');
      expect(await page.locator('input[type=radio]:checked').count()).toBe(0);
      expect(await page.getByRole('radio', { name: 'Factual' }).count()).toBe(1);
      await page.getByText('It says what its holder wants, holds or undertakes.').waitFor();
      await press(page, 'Register the claim');
      await page.getByText('Language: Choose the language of the text.').waitFor();
      await page.getByText('Kind: Choose one of the answers.').waitFor();
      await page.locator('input[type=radio][value=factual]').check();
      await language(page).selectOption({ label: 'English' });
      await page.waitForSelector('.rejected', { state: 'detached' });
      await field(page, 'Whom it is about').fill('Harbour Council');
      await page.getByRole('option', { name: 'None of these: register a new actor' }).click();
      const form = page.getByRole('region', { name: 'Register an actor' });
      expect(await field(form, 'Name').inputValue()).toBe('Harbour Council');
      await form.getByRole('button', { name: 'Register the actor' }).click();
      await form.getByText('Kind: Choose one of the answers.').waitFor();
      await form.getByText('organization', { exact: true }).click();
      await form.getByText('/actors/harbour-council').waitFor();
      await form.getByRole('button', { name: 'Register the actor' }).click();
      await page.waitForSelector('.chosen >> text=organization');
      expect(await page.innerText('.chosen')).toMatch(/Harbour Council\s+organization · harbour-council/);
      await page.getByText('/claims/the-harbour-of-aldby-is-closed').waitFor();
      await press(page, 'Register the claim');
      await page.waitForURL(/\/claims\/the-harbour-of-aldby-is-closed$/);
      await page.getByText('The claim is registered.').waitFor();
      await page.getByRole('link', { name: 'Record who says so' }).waitFor();
    });
    expect(await found('/v1/claims/the-harbour-of-aldby-is-closed')).toMatchObject({
      ...{ text: 'The harbour of Aldby is closed.', language: 'en', kind: 'factual', about: ['harbour-council'] },
    });
  });

  it('shows claims that say nearly the same while one is typed', async () => {
    await open('/claims/new', async (page) => {
      await field(page, 'The claim in one sentence').fill('NATO discusses ceding territory.');
      const similar = page.getByRole('region', { name: 'Registered already' });
      await similar.getByRole('link').waitFor();
      expect(await similar.innerText()).toContain('NATO discusses that Kyiv cede territory.');
      expect(await similar.getByRole('status').innerText()).toBe('Is it this one?');
      expect(await similar.getByRole('link').getAttribute('href')).toBe('/claims/talks');
    });
  });

  it('shows them before it registers, and gives a readable id, also to those who press without a pause', async () => {
    const typeAndPress = (name: string) => async (page: Page) => {
      await page.locator('input[type=radio][value=organization]').check();
      await field(page, 'Name').waitFor();
      // Within one task of the page, so that no check can have answered.
      await page.evaluate((text) => {
        const input = document.querySelector<HTMLInputElement>('form.record input[type=text]');
        if (!input) throw new Error('There is no name.');
        input.value = text;
        input.dispatchEvent(new Event('input', { bubbles: true }));
        setTimeout(() => document.querySelector<HTMLButtonElement>('form.record button[type=submit]')?.click());
      }, name);
    };
    await open('/actors/new', async (page) => {
      await typeAndPress('La Repubblica')(page);
      await page.getByText('Is it this one?').waitFor();
      await page.getByRole('button', { name: 'Register the actor', exact: true }).waitFor();
      expect(await found('/v1/actors?q=Repubblica')).toMatchObject({ items: [{ id: 'la-repubblica' }] });
      expect((await found('/v1/actors?q=Repubblica'))['items']).toHaveLength(1);
      await press(page, 'Register the actor');
      await page.waitForURL(/\/actors\/la-repubblica-2$/);
    });
    await open('/actors/new', async (page) => {
      await typeAndPress('Quay Wardens of Aldby')(page);
      await page.waitForURL(/\/actors\/quay-wardens-of-aldby$/);
    });
  });

  it('takes a registered document in place of a new one, found by its address', async () => {
    await open('/claims/talks/entries/new?type=ClaimReported', async (page) => {
      await field(page, 'Where to read or see it').fill('https://example.org/other');
      await page.getByRole('option', { name: 'None of these: register a new document' }).click();
      const form = page.getByRole('region', { name: 'Register a document' });
      await field(form, 'Address').fill('https://www.example.org/story#top');
      await field(form, 'Title').fill('The story');
      await field(form, 'Address').fill('https://example.org/story?utm_source=x');
      await form.getByRole('button', { name: 'Use this one: The story' }).click();
      await page.waitForSelector('.chosen >> text=The story');
      expect(await page.getByRole('region', { name: 'Register a document' }).count()).toBe(0);
    });
  });

  it('takes no kind of an actor for granted, whatever it is registered for', async () => {
    await open('/documents/new', async (page) => {
      await field(page, 'Publisher').fill('The Aldby Example');
      await page.getByRole('option', { name: 'None of these: register a new actor' }).click();
      const form = page.getByRole('region', { name: 'Register an actor' });
      await field(form, 'Name').waitFor();
      expect(await form.locator('input[type=radio]:checked').count()).toBe(0);
    });
    await open('/actors/new', async (page) => {
      await field(page, 'Name').waitFor();
      expect(await page.locator('input[type=radio]:checked').count()).toBe(0);
    });
  });

  it('says what is wrong with the code of a language', async () => {
    await open('/claims/new', async (page) => {
      // Like nothing on record: what is similar would be shown before the form is sent.
      await field(page, 'The claim in one sentence').fill('Cranes nested upon Quell lighthouse twice.');
      await page.locator('input[type=radio][value=factual]').check();
      await language(page).selectOption('Another one, by its code');
      for (const wrong of ['e', 'English', 'xx']) {
        await page.getByLabel('Code of the language').fill(wrong);
        await page.waitForSelector('.rejected', { state: 'detached' });
        await press(page, 'Register the claim');
        await page.getByText('Language: This isn’t the code of a language.').waitFor();
        expect(await page.locator('.field.wrong').innerText()).toContain('This isn’t the code of a language.');
      }
    });
    expect(await found('/v1/claims?language=English')).toMatchObject({ items: [] });
  });

  it('says the same at the language of a wording, within an entry', async () => {
    await open('/claims/talks/entries/new?type=ClaimAsserted&by=nato&occurredAt=2023-08-16', async (page) => {
      await page.locator('input[type=radio][value=witnessed]').check();
      await page.getByText('More details').click();
      await page.getByText('How they put it').click();
      const wording = page.locator('details', { hasText: 'How they put it' }).last();
      await wording.getByLabel('The words').fill('НАТО обговорює землі.');
      await language(wording).selectOption('Another one, by its code');
      await wording.getByLabel('Code of the language').fill('Ukrainian');
      await press(page, 'Record it');
      await page.getByText('How they put it › Language: This isn’t the code of a language.').waitFor();
      expect(await wording.locator('.field.wrong .fault').innerText()).toContain('This isn’t the code of a language.');
      await language(wording).selectOption({ label: 'Ukrainian' });
      await press(page, 'Record it');
      await noticed(page, 'Recorded: An assertion.');
      await page.goto(`${ledger.url}/claims/new`);
      const lately = page.locator('optgroup[label="Chosen lately"] option');
      await lately.first().waitFor({ state: 'attached' });
      expect(await lately.allInnerTexts()).toEqual(['Ukrainian']);
      expect(await language(page).inputValue()).toBe('');
    });
  });

  it('adds a claim to a narrative', async () => {
    await open('/narratives/story', async (page) => {
      await page.getByRole('link', { name: 'Add a claim', exact: true }).click();
      await field(page, 'Claim').fill('kyiv terr');
      await page.getByRole('option', { name: /NATO discusses that Kyiv cede territory/ }).click();
      await press(page, 'Record it');
      await page.waitForURL(/\/narratives\/story$/);
      await noticed(page, 'The claim is part of the narrative now.');
    });
    expect(await found('/v1/narratives/story')).toMatchObject({ claims: [{ id: 'talks' }] });
  });

  it('says what was registered and changed, and offers what takes it back', async () => {
    const made = '/narratives/harbour-of-aldby';
    await open('/narratives/new', async (page) => {
      await field(page, 'Title').fill('Harbour of Aldby');
      await page.getByText(made).waitFor();
      await press(page, 'Register the narrative');
      await noticed(page, 'The narrative is registered.');
      expect(await page.getByRole('link', { name: 'Register another narrative' }).getAttribute('href')).toBe(
        '/narratives/new',
      );
      await page.locator('.recorded').getByRole('link', { name: 'Add a claim' }).click();
      await field(page, 'Claim').fill('kyiv terr');
      await page.getByRole('option', { name: /NATO discusses that Kyiv cede territory/ }).click();
      await press(page, 'Record it');
      await noticed(page, 'The claim is part of the narrative now.');
      expect(await found(`/v1${made}`)).toMatchObject({ claims: [{ id: 'talks' }] });
      await page.reload();
      expect(await page.locator('.recorded').count()).toBe(0);
      await page.goto(`${ledger.url}${made}/change?type=NarrativeAmended`);
      await field(page, 'Title').fill('Port of Aldby');
      await press(page, 'Record it');
      await noticed(page, 'The change of the narrative is recorded.');
      await page.getByRole('link', { name: 'Change it again' }).click();
      await page.waitForURL(/change\?type=NarrativeAmended$/);
      await page.goto(`${ledger.url}${made}/change?claim=talks`);
      await press(page, 'Record it');
      await noticed(page, 'Nothing new was recorded: it is on record already.');
    });
  });

  it('takes back a claim that was added to a narrative, and two actors that were joined', async () => {
    await ledger.put('/v1/narratives/other', { title: 'Another one' }).expect(201);
    await open('/narratives/other/change', async (page) => {
      await field(page, 'Claim').fill('kyiv terr');
      await page.getByRole('option', { name: /NATO discusses that Kyiv cede territory/ }).click();
      await press(page, 'Record it');
      await noticed(page, 'The claim is part of the narrative now.');
      await page.getByRole('link', { name: 'Undo it' }).click();
      await page.waitForSelector('.chosen >> text=NATO discusses that Kyiv cede territory');
      await press(page, 'Record it');
      await noticed(page, 'The claim isn’t part of the narrative any more.');
    });
    expect(await found('/v1/narratives/other')).toMatchObject({ claims: [] });
    await open('/actors/tass/change?type=ActorLinked&other=nato', async (page) => {
      await page.waitForSelector('.chosen >> text=NATO');
      await press(page, 'Record it');
      await noticed(page, 'The actors are joined, and count as one.');
      await page.getByRole('link', { name: 'Undo it' }).click();
      await page.waitForSelector('.chosen >> text=NATO');
      await press(page, 'Record it');
      await noticed(page, 'The actors are separate again.');
    });
    expect(await found('/v1/actors/tass')).toMatchObject({ sameAs: [] });
  });

  it.each(['en', 'ar'])('draws its notice so that everybody can read it, in %s', async (lang) => {
    const notice = { page: '/actors/nato', text: 'change.done.ActorAmended', isReadable: false };
    const further = [{ text: 'change.again', path: '/actors/nato/change', parameters: { type: 'ActorAmended' } }];
    await browser.check(`${ledger.url}/actors/nato?lang=${lang}`, undefined, async (page) => {
      await page.evaluate(
        (text) => {
          sessionStorage.setItem('claim-ledger-recorded', text);
        },
        JSON.stringify({ ...notice, further }),
      );
      await page.reload();
      await page.waitForSelector('.recorded');
    });
  });

  it('records only what somebody changes of an actor', async () => {
    await open('/actors/nato/change', async (page) => {
      await field(page, 'Other names').fill('OTAN\nНАТО');
      await press(page, 'Record it');
      await page.waitForURL(/\/actors\/nato$/);
      await noticed(page, 'The change of the actor is recorded.');
    });
    const { position } = (await found('/v1/actors/nato')) as { position: string };
    expect(await found(`/v1/events/${position}`)).toMatchObject({ data: { aliases: ['OTAN', 'НАТО'] } });
    expect(Object.keys((await found(`/v1/events/${position}`))['data'] as object)).toEqual(['aliases']);
  });

  it('shows what others changed of an actor meanwhile, before it records', async () => {
    await open('/actors/nato/change', async (page) => {
      await field(page, 'Other names').fill('Atlantic Alliance');
      await ledger.post('/v1/actors/nato/events', { type: 'ActorAmended', name: 'NATO (alliance)' }).expect(201);
      await press(page, 'Record it');
      const conflict = page.locator('.conflict');
      await conflict.getByText('Name: NATO (alliance)').waitFor();
      expect(await found('/v1/actors/nato')).toMatchObject({ aliases: ['OTAN', 'НАТО'] });
      await press(page, 'Record it anyway');
      await page.waitForURL(/\/actors\/nato$/);
    });
    expect(await found('/v1/actors/nato')).toMatchObject({ name: 'NATO (alliance)', aliases: ['Atlantic Alliance'] });
    await ledger.post('/v1/actors/nato/events', { type: 'ActorAmended', name: 'NATO' }).expect(201);
  });

  it('says what is missing, next to the field', async () => {
    await open('/documents/new', async (page) => {
      await press(page, 'Register the document');
      await page.waitForSelector('.rejected');
      expect(await page.innerText('.rejected')).toContain('Publisher: Type a name and choose it from the list.');
      await page.click('.rejected a');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox');
    });
  });

  it('sends nothing while a name is typed that nothing was chosen for', async () => {
    const before = (await found('/v1/claims/talks'))['revision'];
    await open('/claims/talks/entries/new?type=ClaimReported&by=tass&occurredAt=2023-08-16', async (page) => {
      await page.locator('input[type=radio][value=named-source]').check();
      await press(page, 'Add one');
      await page.locator('input[type=radio][value=actor]').check();
      const cited = field(page, 'Somebody').and(page.getByRole('combobox'));
      await cited.fill('NATO');
      await press(page, 'Record it');
      await page.waitForSelector('.rejected');
      expect(await page.innerText('.rejected')).toContain(
        'On whose word › No. 1 › Somebody: Choose one from the list, or finish registering it, or empty the field.',
      );
      expect((await found('/v1/claims/talks'))['revision']).toBe(before);
      await cited.fill('');
      await page.waitForSelector('.rejected', { state: 'detached' });
      await cited.press('Escape');
      await press(page, 'Remove no. 1');
      await press(page, 'Record it');
      await page.waitForURL(/\/claims\/talks$/);
    });
    expect((await found('/v1/claims/talks'))['revision']).not.toBe(before);
  });

  it('sends nothing while something is being registered for a field', async () => {
    const before = (await found('/v1/claims/talks'))['revision'];
    await open('/claims/talks/entries/new?type=ClaimReported&by=tass&occurredAt=2023-08-17', async (page) => {
      await page.locator('input[type=radio][value=witnessed]').check();
      await field(page, 'Where to read or see it').click();
      await page.getByRole('option', { name: 'None of these: register a new document' }).click();
      const form = page.getByRole('region', { name: 'Register a document' });
      await field(form, 'Title').fill('A story of the quay');
      await press(page, 'Record it');
      await page.waitForSelector('.rejected');
      expect(await page.innerText('.rejected')).toContain('Where to read or see it: Choose one from the list');
      expect(await field(form, 'Title').inputValue()).toBe('A story of the quay');
    });
    expect((await found('/v1/claims/talks'))['revision']).toBe(before);
  });

  it('asks only for what the kind of a claim or of an actor has, and for what it needs', async () => {
    await open('/claims/new', async (page) => {
      await field(page, 'The claim in one sentence').waitFor();
      expect(await page.getByText(/Whose position it is|When it is to happen/).count()).toBe(0);
      await page.locator('input[type=radio][value=forecast]').check();
      await page.getByRole('group', { name: /^When it is to happen/ }).waitFor();
      await page.locator('input[type=radio][value=position]').check();
      expect(await page.getByRole('group', { name: /^When it is to happen/ }).count()).toBe(0);
      await press(page, 'Register the claim');
      await page.getByText('Whose position it is: Type a name').waitFor();
    });
    await open('/actors/new', async (page) => {
      await page.locator('input[type=radio][value=unnamed]').check();
      await press(page, 'Register the actor');
      await page.getByText('The outlet that vouches for it: Type a name').waitFor();
      await page.getByText('As the outlet describes the source: Fill this in.').waitFor();
      await page.locator('input[type=radio][value=person]').check();
      expect(await page.getByText('The outlet that vouches for it').count()).toBe(0);
    });
  });

  it('offers nothing in a change that would be rejected, and takes what nobody needs any more away', async () => {
    await ledger
      .put('/v1/claims/stance', { text: 'Peace.', language: 'en', kind: 'position', holder: 'nato', about: ['nato'] })
      .expect(201);
    await open('/claims/stance/entries/new?type=ClaimAmended', async (page) => {
      await page.locator('input[type=radio][value=position]:checked').waitFor();
      expect(await page.getByText('Not stated').count()).toBe(0);
      await page.locator('input[type=radio][value=factual]').check();
      await press(page, 'Record it');
      await page.waitForURL(/\/claims\/stance$/);
    });
    const claim = await found('/v1/claims/stance');
    expect(claim).toMatchObject({ kind: 'factual' });
    expect(claim).not.toHaveProperty('holder');
    await open('/actors/nato/change', async (page) => {
      await page.locator('input[type=radio][value=organization]:checked').waitFor();
      expect(await page.getByText('Not stated').count()).toBe(0);
      expect(await page.getByRole('navigation', { name: 'Other changes' }).innerText()).not.toContain('Take back');
      await field(page, 'Name').fill('');
      await press(page, 'Record it');
      await page.getByText('Name: Fill this in.').waitFor();
    });
  });

  it('adds a claim to a narrative from its own page, also to a new one, and undoes it', async () => {
    await open('/claims/talks', async (page) => {
      await page.getByRole('link', { name: 'Add to a narrative', exact: true }).click();
      await page.waitForURL(/\/claims\/talks\/narratives\/new$/);
      await press(page, 'Add the claim');
      await page.getByText('Narrative: Type a name and choose it from the list.').waitFor();
      await field(page, 'Narrative').fill('Territory');
      await page.getByRole('option', { name: 'None of these: register a new narrative' }).waitFor();
      // It is part of that one already.
      expect(await page.getByRole('option', { name: /Territory for membership/ }).count()).toBe(0);
      await field(page, 'Narrative').fill('Cranes and quays');
      await page.getByRole('option', { name: 'None of these: register a new narrative' }).click();
      const form = page.getByRole('region', { name: 'Register a narrative' });
      expect(await field(form, 'Title').inputValue()).toBe('Cranes and quays');
      await form.getByText('/narratives/cranes-and-quays').waitFor();
      await form.getByRole('button', { name: 'Register the narrative' }).click();
      await page.waitForSelector('.chosen >> text=Cranes and quays');
      await press(page, 'Add the claim');
      await page.waitForURL(/\/claims\/talks$/);
      await noticed(page, 'The claim is part of the narrative now.');
      expect(await found('/v1/narratives/cranes-and-quays')).toMatchObject({ claims: [{ id: 'talks' }] });
      await page.locator('aside').getByRole('link', { name: 'Cranes and quays' }).waitFor();
      await page.getByRole('link', { name: 'Undo it' }).click();
      await page.waitForSelector('.chosen >> text=NATO discusses that Kyiv cede territory');
      await press(page, 'Record it');
      await noticed(page, 'The claim isn’t part of the narrative any more.');
    });
    expect(await found('/v1/narratives/cranes-and-quays')).toMatchObject({ claims: [] });
  });

  it('leads from a search for a claim that isn’t there to its registration', async () => {
    await open('/record?q=harbour+of+Zeeby', async (page) => {
      await page.getByRole('link', { name: 'Register a claim', exact: true }).click();
      await page.waitForURL(/\/claims\/new\?text=/);
      await field(page, 'The claim in one sentence').waitFor();
      expect(await field(page, 'The claim in one sentence').inputValue()).toBe('harbour of Zeeby');
    });
  });

  it('offers forms only to those who may record', async () => {
    for (const [path, form] of [
      ['/claims', 'Register a claim'],
      ['/narratives/story', 'Add a claim'],
      ['/actors/nato', 'Change, or add to it'],
      ['/actors/nato', 'Add for whom they speak'],
      ['/claims/talks', 'Add to a narrative'],
    ] as const) {
      const page = () => ledger.get(path).set('Accept', 'text/html');
      expect((await page()).text).not.toContain(form);
      const cookie = { Cookie: `claim-ledger=${ledger.key}`, 'Sec-Fetch-Site': 'same-origin' };
      expect((await page().set(cookie)).text).toContain(form);
    }
    expect((await ledger.get('/claims/new').set('Accept', 'text/html').expect(200)).text).toContain('/login?next=');
  });

  it.each([
    '/claims/new?text=NATO+discusses+territory',
    '/actors/new?lang=ar',
    '/actors/nato/change?type=MandateRecorded',
    '/narratives/story/change?lang=uk',
    '/claims/talks/narratives/new',
    '/claims/talks/narratives/new?lang=ar',
  ])('%s is accessible, and fits a narrow screen', async (path) => {
    await browser.check(
      ledger.url + path,
      undefined,
      (page) => page.waitForSelector('form').then(() => undefined),
      ledger.key,
    );
  });
});
