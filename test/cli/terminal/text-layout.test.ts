import { displayWidth, paragraph } from '../../../src/cli/terminal/text-layout.js';

const shout = (text: string): string => `<${text}>`;

test('text layout: wraps a paragraph at its width, with a prefix for each line', () => {
  expect(paragraph(['one two three four five'], { width: 12, first: '- ', rest: '  ' })).toEqual([
    '- one two',
    '  three four',
    '  five',
  ]);
});

test('text layout: puts a word that is wider than the line on its own line', () => {
  expect(paragraph(['a https://example.org/long b'], { width: 10 })).toEqual(['a', 'https://example.org/long', 'b']);
});

test('text layout: applies a style to the spaces between words, up to the end of the line', () => {
  const text = ['plain ', { text: 'loud and clear', style: shout }, ', plain'];
  expect(paragraph(text, { width: 80 })).toEqual(['plain <loud and clear>, plain']);
  expect(paragraph(text, { width: 14 })).toEqual(['plain <loud and>', '<clear>, plain']);
});

test('text layout: separates parts by two spaces, except at the start of a line', () => {
  const text = ['word', { text: '[id]', style: shout, apart: true }];
  expect(paragraph(text, { width: 20 })).toEqual(['word  <[id]>']);
  expect(paragraph(text, { width: 9 })).toEqual(['word', '<[id]>']);
});

test('text layout: counts wide characters as two columns and combining ones as none', () => {
  expect(displayWidth('abc')).toBe(3);
  expect(displayWidth('日本')).toBe(4);
  expect(displayWidth('e\u0301')).toBe(1);
  expect(paragraph(['日本 日本'], { width: 8 })).toEqual(['日本', '日本']);
});

test('text layout: keeps what follows right-to-left text on its right', () => {
  const name = '\u0642\u0646\u0627\u0629 \u0627\u0644\u0639\u0627\u0644\u0645';
  expect(paragraph([`reported by ${name}, 4 April 2024`], { width: 80 })).toEqual([
    `reported by \u200E${name}\u200E, 4 April 2024`,
  ]);
  expect(paragraph([`by ${name}`, { text: '[id]', style: shout, apart: true }], { width: 80 })).toEqual([
    `by \u200E${name}\u200E  <[id]>`,
  ]);
});
