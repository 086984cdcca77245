import { displayWidth, paragraph } from '../../../src/cli/terminal/text-layout.js';

const shout = (text: string): string => `<${text}>`;

test('a paragraph keeps to its width, and its lines begin as told', () => {
  expect(paragraph(['one two three four five'], { width: 12, first: '- ', rest: '  ' })).toEqual([
    '- one two',
    '  three four',
    '  five',
  ]);
});

test('a word wider than the line stands alone', () => {
  expect(paragraph(['a https://example.org/long b'], { width: 10 })).toEqual(['a', 'https://example.org/long', 'b']);
});

test('a style covers the spaces between its words, and ends with the line', () => {
  const text = ['plain ', { text: 'loud and clear', style: shout }, ', plain'];
  expect(paragraph(text, { width: 80 })).toEqual(['plain <loud and clear>, plain']);
  expect(paragraph(text, { width: 14 })).toEqual(['plain <loud and>', '<clear>, plain']);
});

test('what stands apart is two spaces off, unless it begins a line', () => {
  const text = ['word', { text: '[id]', style: shout, apart: true }];
  expect(paragraph(text, { width: 20 })).toEqual(['word  <[id]>']);
  expect(paragraph(text, { width: 9 })).toEqual(['word', '<[id]>']);
});

test('wide characters take two columns, combining ones none of their own', () => {
  expect(displayWidth('abc')).toBe(3);
  expect(displayWidth('日本')).toBe(4);
  expect(displayWidth('e\u0301')).toBe(1);
  expect(paragraph(['日本 日本'], { width: 8 })).toEqual(['日本', '日本']);
});
