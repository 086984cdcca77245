import fc from 'fast-check';
import { SoughtTexts } from '../../../src/erasure/search/sought-texts.js';
import { foldText } from '../../../src/lib/fold-text.js';

const excerpt = (text: string, ...sought: string[]) =>
  new SoughtTexts(sought).excerptFrom(text, () => Promise.resolve());

describe('SoughtTexts', () => {
  it.each([
    ['case', 'JANE ROE said'],
    ['a decomposed letter and a mark', 'Ja\u0301ne Roe'],
    ['compatibility forms', 'Ｊａｎｅ Ｒｏｅ'],
    ['a line break', 'Jane\n  Roe'],
    ['invisible characters', 'Ja\u00adne R\u200boe'],
    ['a sign instead of the space', 'https://example.org/people/jane-roe.html'],
    ['an address', 'https://example.org/?q=jane%20roe'],
    ['an address in UTF-8', 'https://example.org/J%C3%A1ne_Roe'],
    ['escapes of JSON', String.raw`{"by":"J\u00e1ne\nRoe"}`],
    ['JSON in JSON', JSON.stringify({ body: JSON.stringify({ by: 'J\\u00e1ne Roe' }) })],
    ['HTML', 'J&aacute;ne&nbsp;Roe'],
    ['a place within a word', 'maryjane roeburn'],
  ])('finds a text in spite of %s', async (_what, text) => {
    expect(await excerpt(text, 'Jane Roe')).toBeDefined();
  });

  it.each([
    ['in which letters are between', 'Jane M. Roe'],
    ['that has a part of it', 'Jane Ro'],
    ['with a percent sign that is not an escape', '100% of Jane, 5%'],
  ])('finds nothing in a text %s', async (_what, text) => {
    expect(await excerpt(text, 'Jane Roe')).toBeUndefined();
  });

  it('takes every sign literally', async () => {
    expect(await excerpt('Jane Roe', 'J.*e', 'Jan[e]x')).toBeUndefined();
    expect(await excerpt('a J. Roe b', 'J. Roe')).toBe('a J. Roe b');
  });

  it('finds any of several, and shows what is around the first one in the text', async () => {
    const text = `${'before '.repeat(20)}“Łódź Roe”, and Jane${' after'.repeat(20)}`;
    const found = (await excerpt(text, 'jane', 'lodz roe')) ?? '';
    expect(found).toMatch(/^….*before “Łódź Roe”, and Jane after.*…$/);
    expect(found.length).toBeLessThan(150);
  });

  it('finds what the folded text has, whatever the letters', async () => {
    const letters = fc.constantFrom(...Array.from("aBé' -`ßŁ.0"));
    const texts = fc.string({ unit: letters, maxLength: 12 });
    const sought = fc.string({ unit: letters, minLength: 1, maxLength: 3 }).filter((text) => /[aBéßŁ0]/.test(text));
    await fc.assert(
      fc.asyncProperty(texts, sought, async (text, part) => {
        expect((await excerpt(text, part)) !== undefined).toBe(foldText(text).includes(foldText(part)));
      }),
    );
  });

  it('finds in pieces of a long text what the whole text has, and shows the first place', async () => {
    const unit = fc.constantFrom(' ', 'a', "b'", 'É', 'e\u0301', '\ufdfa', 'ß', '漢', 'か\u3099', '½', '-', 'Ω\u00ad');
    const filler = fc
      .tuple(fc.string({ unit, minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 1_200 }))
      .map(([text, times]) => text.repeat(times));
    const between = fc.constantFrom('', ' ', 'x');
    const sought = fc.constantFrom('Zoë Qvist', 'zoe', 'ZOE'.repeat(66), 'Qvist zoe qvist'.repeat(10));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(filler, between, sought), { maxLength: 4 }), sought, async (parts, part) => {
        const text = parts.map((each) => each.join('')).join(' ');
        const found = await excerpt(text, part);
        expect(found !== undefined).toBe(foldText(text).includes(foldText(part)));
        if (found !== undefined) expect(foldText(found)).toContain(foldText(part));
      }),
      { numRuns: 25 },
    );
  });

  it('shows the place that begins first, even if another ends before it', async () => {
    const long = 'Zoë Qvist '.repeat(15).trim();
    for (let before = 3_900; before < 4_300; before += 29) {
      expect(await excerpt(`${'é'.repeat(before)} marker ${long} after`, 'qvist', long)).toContain(long);
    }
  });

  const hostile: [what: string, text: string][] = [
    ['signs that are eighteen letters', '\ufdfa'.repeat(20_000)],
    ['marks', `e${'\u0301\u0327'.repeat(30_000)}`],
    ['letters with marks', 'e\u0301\u0327'.repeat(20_000)],
    ['apostrophes', "a'".repeat(30_000)],
    ['escapes of escapes', String.raw`\\u0025é`.repeat(30_000)],
    ['one word', 'ж'.repeat(60_000)],
    ['words without spaces', '漢字'.repeat(30_000)],
  ];

  it.each(hostile)('lets other work be done while it reads a long text of %s', async (_what, text) => {
    let turns = 0;
    const pause = (): Promise<void> => {
      turns += 1;
      return Promise.resolve();
    };
    await new SoughtTexts(['zoe qvist']).excerptFrom(text, pause);
    expect(turns).toBeGreaterThanOrEqual(foldText(text).length / 10_000);
    const found = await excerpt(`${text} Zoë Qvist`, 'zoe qvist');
    expect(found).toContain('Zoë Qvist');
  });

  it('ends when the pause throws', async () => {
    let left = 3;
    const pause = (): Promise<void> => ((left -= 1) < 0 ? Promise.reject(new Error('gone')) : Promise.resolve());
    await expect(new SoughtTexts(['zoe']).excerptFrom('é '.repeat(50_000), pause)).rejects.toThrow('gone');
    expect(left).toBe(-1);
  });
});
