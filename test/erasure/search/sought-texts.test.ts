import fc from 'fast-check';
import { SoughtTexts } from '../../../src/erasure/search/sought-texts.js';
import { foldText } from '../../../src/lib/fold-text.js';

const excerpt = (text: string, ...sought: string[]) => new SoughtTexts(sought).excerptFrom(text);

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
  ])('finds a text in spite of %s', (_what, text) => {
    expect(excerpt(text, 'Jane Roe')).toBeDefined();
  });

  it.each([
    ['in which letters are between', 'Jane M. Roe'],
    ['that has a part of it', 'Jane Ro'],
    ['with a percent sign that is not an escape', '100% of Jane, 5%'],
  ])('finds nothing in a text %s', (_what, text) => {
    expect(excerpt(text, 'Jane Roe')).toBeUndefined();
  });

  it('takes every sign literally', () => {
    expect(excerpt('Jane Roe', 'J.*e', 'Jan[e]x')).toBeUndefined();
    expect(excerpt('a J. Roe b', 'J. Roe')).toBe('a J. Roe b');
  });

  it('finds any of several, and shows what is around the first one in the text', () => {
    const text = `${'before '.repeat(20)}“Łódź Roe”, and Jane${' after'.repeat(20)}`;
    const found = excerpt(text, 'jane', 'lodz roe') ?? '';
    expect(found).toMatch(/^….*before “Łódź Roe”, and Jane after.*…$/);
    expect(found.length).toBeLessThan(150);
  });

  it('finds what the folded text has, whatever the letters', () => {
    const letters = fc.constantFrom(...Array.from("aBé' -`ßŁ.0"));
    const texts = fc.string({ unit: letters, maxLength: 12 });
    const sought = fc.string({ unit: letters, minLength: 1, maxLength: 3 }).filter((text) => /[aBéßŁ0]/.test(text));
    fc.assert(
      fc.property(texts, sought, (text, part) => {
        expect(excerpt(text, part) !== undefined).toBe(foldText(text).includes(foldText(part)));
      }),
    );
  });
});
