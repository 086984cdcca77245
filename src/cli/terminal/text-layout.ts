export type Style = (text: string) => string;

/** Text in one style. */
export interface Span {
  readonly text: string;
  readonly style: Style;
  /** Separated from the word before it by two spaces. */
  readonly apart?: boolean;
}
export type Text = readonly (string | Span)[];

interface Piece {
  readonly text: string;
  readonly style: Style | undefined;
  readonly apart?: boolean;
}

/** The layout of a paragraph: its width in columns, and the beginning of its lines. */
export interface Setting {
  readonly width: number;
  readonly first?: string;
  readonly rest?: string;
}

/** Wraps text at the width, unless a single word is longer; white space becomes one space. */
export function paragraph(text: Text, { width, first = '', rest = first }: Setting): string[] {
  const lines: Piece[][] = [];
  let line: Piece[] = [];
  let used = displayWidth(first);
  for (const word of wordsIn(text)) {
    const size = widthOf(word);
    const gap = line.length > 0 ? [gapBetween(line, word)] : [];
    if (line.length > 0 && used + widthOf(gap) + size > width) {
      lines.push(line);
      line = word;
      used = displayWidth(rest) + size;
    } else {
      line = [...line, ...gap, ...word];
      used += widthOf(gap) + size;
    }
  }
  return [...lines, line].map((pieces, index) => `${index === 0 ? first : rest}${styled(pieces)}`.trimEnd());
}

/** Removes from foreign text what would move the cursor, color the terminal or change the direction of writing. */
export function sanitize(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/\p{Cc}/gu, '\uFFFD')
    .replace(/[\u202A-\u202E\u2066-\u2069]/gu, '');
}

const segmenter = new Intl.Segmenter();
const WIDE =
  /\p{Extended_Pictographic}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\uFF01-\uFF60]/u;

/** The width of a text in columns of a terminal; a wide character takes two. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7E]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

export const padded = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)));

/** Splits text into words; a word has several pieces if its style changes within it. */
function wordsIn(text: Text): Piece[][] {
  const found: Piece[][] = [];
  let word: Piece[] = [];
  const end = () => {
    if (word.length > 0) found.push(word);
    word = [];
  };
  for (const span of text) {
    const { text: words, style, apart = false } = typeof span === 'string' ? { text: span, style: undefined } : span;
    if (apart) end();
    sanitize(words)
      .split(' ')
      .forEach((part, index) => {
        if (index > 0) end();
        if (part !== '') word.push({ text: part, style, apart: apart && index === 0 });
      });
  }
  end();
  return found;
}

const widthOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, { text }) => sum + displayWidth(text), 0);

/** A space has the style of the words around it, so that a strikethrough is continuous. */
function gapBetween(line: readonly Piece[], word: readonly Piece[]): Piece {
  const style = line.at(-1)?.style;
  return { text: word[0]?.apart === true ? '  ' : ' ', style: style === word[0]?.style ? style : undefined };
}

/** Adjacent pieces of one style are styled together. */
function styled(pieces: readonly Piece[]): string {
  const runs: Piece[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last?.style === piece.style && last !== undefined)
      runs[runs.length - 1] = { ...last, text: last.text + piece.text };
    else runs.push(piece);
  }
  return runs
    .map(({ text, style }) => ({ text: keepingDirection(text), style }))
    .map(({ text, style }) => style?.(text) ?? text)
    .join('');
}

const RIGHT_TO_LEFT = '[\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}]';
const RUN = new RegExp(`${RIGHT_TO_LEFT}+(?:[^\\p{L}]+${RIGHT_TO_LEFT}+)*`, 'gu');
/** The left-to-right mark, which takes no column. */
const MARK = '\u200E';

/** Marks the ends of right-to-left text: otherwise, a terminal shows the date or the id after it on its left. */
const keepingDirection = (text: string): string => text.replace(RUN, `${MARK}$&${MARK}`);
