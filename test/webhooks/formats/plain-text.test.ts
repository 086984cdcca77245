import fc from 'fast-check';
import { cleanText, fit, isolated, isRightToLeft, truncate } from '../../../src/webhooks/formats/plain-text.js';

describe('plain text', () => {
  it('is one line without control characters and directions', () => {
    expect(cleanText(' a\r\n\u0000b\u202e\u2066c\u200f \ud800')).toBe('a bc \ufffd');
  });

  it('is cut between characters that readers see as one', () => {
    expect(truncate('abcdef', 6)).toBe('abcdef');
    expect(truncate('abcdef', 5)).toBe('abcd…');
    expect(truncate('ab👨‍👩‍👧‍👦cd', 8)).toBe('ab…');
    expect(truncate('a b c', 3)).toBe('a…');
  });

  it('has at most the length that it may have, also after it is escaped', () => {
    const escape = (text: string) => text.replaceAll('&', '&amp;');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.integer({ min: 5, max: 40 }), (one, two, max) => {
        const text = `${one}&&&${two}`;
        const fitting = fit(text, max, escape);
        expect(fitting.length).toBeLessThanOrEqual(max);
        if (escape(text).length <= max) expect(fitting).toBe(escape(text));
      }),
    );
  });

  it.each([
    ['שלום', true],
    ['"123 — سلام', true],
    ['hello שלום', false],
    ['2026', false],
    ['', false],
  ])('"%s" is right-to-left: %s', (text, expected) => {
    expect(isRightToLeft(text)).toBe(expected);
  });

  it('isolates only what changes the direction', () => {
    expect([isolated('abc'), isolated('שלום')]).toEqual(['abc', '\u2068שלום\u2069']);
  });
});
