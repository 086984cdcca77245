import fc from 'fast-check';
import { markdownText } from '../../src/lib/markdown.js';

const shown = (text: string): string =>
  text
    .replace(/\s/gu, ' ')
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '')
    .replace(/ +/g, ' ')
    .trim();

describe('markdownText()', () => {
  it.each([
    ['A *new* claim', String.raw`A \*new\* claim`],
    ['<script>alert(1)</script>', String.raw`\<script\>alert(1)\</script\>`],
    ['[a](javascript:b) ![i](u)', String.raw`\[a\](javascript:b) \!\[i\](u)`],
    ['&lt;b&gt; `code` $x$ ~~gone~~ a|b', String.raw`\&lt;b\&gt; \`code\` \$x\$ \~\~gone\~\~ a\|b`],
    ['# no heading', String.raw`\# no heading`],
    ['- no item', String.raw`\- no item`],
    ['=====', String.raw`\=====`],
    ['2024. No list', String.raw`2024\. No list`],
    ['1) no list', String.raw`1\) no list`],
    [' two\n\nparagraphs\u2028three ', 'two paragraphs three'],
    ['a\u001b[31m\u0000 \u0007 b\u009b\u202Ec\u2066d', String.raw`a\[31m bcd`],
    ['twenty-four, 3.5 and snake', 'twenty-four, 3.5 and snake'],
  ])('escapes %j', (text, expected) => {
    expect(markdownText(text)).toBe(expected);
  });

  it('is one line that reads as the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (one, other) => {
        const escaped = markdownText(`${one}\n${other}`);
        expect(escaped).not.toMatch(/[\n\r\u2028\u2029]/);
        expect(escaped.replace(/\\(.)/gu, '$1')).toBe(shown(`${one}\n${other}`));
        expect(escaped.replace(/\\./gu, '')).not.toMatch(/[`*_[\]<>#|~&!$]/);
      }),
    );
  });
});
