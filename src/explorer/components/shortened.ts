const SEGMENTER = new Intl.Segmenter();
/** Hangul, Chinese and Japanese letters, and many signs, are twice as wide. */
const WIDE_LETTER = 0x1100;

/** The text as far as it fits, for drawings, where nothing wraps. `room` is in Latin letters. */
export function shortened(text: string, room: number): string {
  if (SIMPLE.test(text) && text.length <= room) return text;
  const letters = lettersIn(text);
  let left = room;
  const end = letters.findIndex((letter) => (left -= widthOfLetter(letter)) < 0);
  if (end < 0) return text;
  const start = letters.slice(0, end - 1).join('');
  return `${start.trimEnd()}…`;
}

/** The text in lines of words, each of so much room. What doesn't fit into as many lines as there may be is left out. */
export function wrapped(text: string, room: number, most: number): string[] {
  const words = text.split(/\s+/);
  const lines: string[] = [];
  while (words.length > 0 && lines.length < most - 1) {
    let line = words.shift() ?? '';
    let left = room - widthOf(line);
    while (words[0] !== undefined && (left -= 1 + widthOf(words[0])) >= 0) line += ` ${words.shift() ?? ''}`;
    lines.push(line);
  }
  return [...lines, ...(words.length > 0 ? [words.join(' ')] : [])].map((line) => shortened(line, room));
}

/** In which every letter is a character, and narrow: Latin, Greek, Cyrillic, quotation marks, dashes. */
const SIMPLE = /^[\u0020-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027]*$/;

const lettersIn = (text: string): string[] =>
  SIMPLE.test(text) ? Array.from(text) : Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
const widthOf = (text: string): number =>
  SIMPLE.test(text) ? text.length : lettersIn(text).reduce((sum, letter) => sum + widthOfLetter(letter), 0);
const widthOfLetter = (letter: string): number => ((letter.codePointAt(0) ?? 0) >= WIDE_LETTER ? 2 : 1);
