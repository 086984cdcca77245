import type { Page } from 'playwright-core';
import { describeInBrowser } from '../../support/browser.js';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { TestLedger } from '../api/test-ledger.js';

const TEXT = "At the time of Jenssen's remark NATO is discussing land for membership.";

/** One step of the README's story. */
interface Step {
  readonly happening: string;
  readonly who: string;
  /** What else is chosen: buttons and radio buttons, by their text. */
  readonly choices: readonly string[];
  /** The entry that it is about, by words that find it. */
  readonly about?: string;
  readonly status: string;
}

const STORY: readonly Step[] = [
  { happening: 'An assertion', who: 'Jenssen', choices: ['none given', 'Yesterday'], status: 'Unverified' },
  { happening: 'A denial', who: 'NATO', choices: ['none given', 'Today'], status: 'Denied' },
  {
    happening: 'A retraction',
    who: 'Jenssen',
    about: 'Jenssen',
    choices: ['All of it', 'Today'],
    status: 'Retracted',
  },
];

/** How somebody uses a page: everything that they do goes through one of these. */
interface Hand {
  follow(page: Page, text: string): Promise<void>;
  /** Finds what a text field with this label refers to, and chooses the first. */
  pick(page: Page, label: RegExp, words: string): Promise<void>;
  choose(page: Page, text: string): Promise<void>;
  send(page: Page, text: string): Promise<void>;
  write(page: Page, label: RegExp, text: string): Promise<void>;
}

const element = (page: Page, text: string) =>
  page.locator('main').locator(`a:has-text("${text}"), button:has-text("${text}"), label:has-text("${text}")`).first();

const mouse: Hand = {
  follow: (page, text) => element(page, text).click(),
  choose: (page, text) => element(page, text).click(),
  send: (page, text) => page.locator('main button', { hasText: text }).last().click(),
  async pick(page, label, words) {
    const field = page.getByRole('combobox', { name: label }).first();
    await field.click();
    await field.pressSequentially(words);
    await page.locator('[role=option]:visible', { hasText: words }).first().click();
  },
  write: (page, label, text) => page.getByLabel(label).fill(text),
};

/** Goes forward with the tabulator until this has the focus. */
async function tabTo(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  for (let steps = 0; steps < 150; steps += 1) {
    if (await isThere()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('The keyboard does not reach it.');
}
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent.trim() ?? '');
const nameOfFocused = (page: Page) =>
  page.evaluate(() => {
    const field = document.activeElement as HTMLInputElement | null;
    return field?.labels?.[0]?.textContent.trim() ?? '';
  });

const keyboard: Hand = {
  async follow(page, text) {
    await tabTo(page, async () => (await focused(page)).startsWith(text));
    await page.keyboard.press('Enter');
  },
  async choose(page, text) {
    // A group of radio buttons is one stop: arrows choose within it.
    const isRadio = () =>
      page.evaluate((wanted) => {
        const field = document.activeElement;
        const group = field?.getAttribute('type') === 'radio' ? field.closest('fieldset') : null;
        return [...(group?.querySelectorAll('label') ?? [])].some(({ textContent }) => textContent.trim() === wanted);
      }, text);
    const name = async () => (await nameOfFocused(page)) || (await focused(page));
    await tabTo(page, async () => (await name()) === text || (await isRadio()));
    for (let moves = 0; moves < 20 && (await name()) !== text; moves += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    expect(await name()).toBe(text);
  },
  async send(page, text) {
    await tabTo(page, async () => (await focused(page)) === text);
    await page.keyboard.press('Enter');
  },
  async pick(page, label, words) {
    const isPicker = () => page.evaluate(() => document.activeElement?.getAttribute('role') === 'combobox');
    await tabTo(page, async () => (await isPicker()) && label.test(await nameOfFocused(page)));
    await page.keyboard.type(words);
    await page.locator('[role=option]:visible', { hasText: words }).first().waitFor();
    // What was chosen lately is listed until the answer is there.
    await page.waitForFunction((text) => {
      const first = [...document.querySelectorAll('[role=option]')].find((option) => option.checkVisibility());
      return first?.textContent.includes(text);
    }, words);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
  },
  async write(page, label, text) {
    await tabTo(page, async () => label.test(await nameOfFocused(page)));
    await page.keyboard.type(text);
  },
};

describeInBrowser("the README's story in the explorer", (browser) => {
  let ledger: TestLedger;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await ledger.put('/v1/actors/nato', { kind: 'organization', name: 'NATO' }).expect(201);
    await ledger.put('/v1/actors/jenssen', { kind: 'person', name: 'Stian Jenssen' }).expect(201);
  });
  afterAll(() => ledger.stop());

  it.each([
    ['the mouse', mouse],
    ['the keyboard alone', keyboard],
  ])('is recorded and read with %s', async (name, hand) => {
    const claim = `/claims/by-${name.split(' ')[1] ?? ''}`;
    await ledger
      .put(`/v1${claim}`, { text: TEXT, language: 'en', kind: 'factual', about: ['nato'], topics: [] })
      .expect(201);
    await ledger.ready();
    await browser.open(`${ledger.url}/login?next=${claim}`, async (page, watched) => {
      await hand.write(page, /^Key/, ledger.key);
      await hand.send(page, 'Log in');
      await page.waitForSelector('article.claim');
      for (const { happening, who, about, choices, status } of STORY) {
        await hand.follow(page, 'Add to the record');
        await page.waitForSelector('.happenings');
        await hand.follow(page, happening);
        await page.waitForSelector('form.record');
        await hand.pick(page, /^Who/, who);
        if (about !== undefined) await hand.pick(page, /about|what they/i, about);
        for (const choice of choices) await hand.choose(page, choice);
        await hand.send(page, 'Record it');
        await page.waitForSelector('.recorded');
        await page.waitForSelector(`.verdict-state .status:has-text("${status}")`);
      }
      expect(await page.innerText('.headline .summary')).toBe(
        'Retracted: Stian Jenssen, the only one on record to say so, took it back whole; NATO had denied it.',
      );
      expect(watched).toEqual({ errors: [], elsewhere: [] });
    });
  });
});
