export type Style = (text: string) => string;

/** A stretch of text that looks one way. */
export interface Span {
  readonly text: string;
  readonly style: Style;
  /** Stands off from the word before it by two spaces. */
  readonly apart?: boolean;
}
export type Text = readonly (string | Span)[];

interface Piece {
  readonly text: string;
  readonly style: Style | undefined;
  readonly apart?: boolean;
}

/** How a paragraph stands on the page: its width in columns, and what each of its lines begins with. */
export interface Setting {
  readonly width: number;
  readonly first?: string;
  readonly rest?: string;
}

/** Breaks text into lines no wider than asked for, unless a single word is; spaces and line ends become one space. */
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

/** Text from elsewhere without what would move the cursor, colour the terminal or turn the direction of writing. */
export function sanitize(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/\p{Cc}/gu, '\uFFFD')
    .replace(/[\u202A-\u202E\u2066-\u2069]/gu, '');
}

const segmenter = new Intl.Segmenter();
const WIDE =
  /\p{Extended_Pictographic}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\uFF01-\uFF60]/u;

/** Columns of a terminal that the text takes, a wide character two. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7E]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

export const padded = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)));

/** Words may be made of several pieces, where the look changes without a space. */
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

/** A space looks like the words around it, so that a line through them has no holes. */
function gapBetween(line: readonly Piece[], word: readonly Piece[]): Piece {
  const style = line.at(-1)?.style;
  return { text: word[0]?.apart === true ? '  ' : ' ', style: style === word[0]?.style ? style : undefined };
}

/** Neighbours that look alike are styled as one. */
function styled(pieces: readonly Piece[]): string {
  const runs: Piece[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last?.style === piece.style && last !== undefined)
      runs[runs.length - 1] = { ...last, text: last.text + piece.text };
    else runs.push(piece);
  }
  return runs.map(({ text, style }) => style?.(text) ?? text).join('');
}
