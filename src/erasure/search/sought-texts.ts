import { isUtf8 } from 'node:buffer';
import { decodeHTML } from 'entities';
import { type FoldedPiece, foldedPieces, foldedWords, foldText } from '../../lib/fold-text.js';

/** How much of a text an excerpt shows on each side of what was sought, in UTF-16 code units. */
const CONTEXT = 60;
/** Encodings within encodings: JSON within JSON, or an address in HTML. */
const MAX_DECODINGS = 3;
const HAS_ESCAPES = /[\\&%]/;
const ASCII = /^[\0-\x7f]*$/;

/** How much of a text is searched in one piece, in UTF-16 code units of the folded text. */
const PIECE = 4_096;

/** Lets other work be done, and throws when nobody waits for the result any more. */
export type Pause = () => Promise<void>;

/** The shortest text that can be sought, folded and without spaces. */
export const MIN_LETTERS = 2;

/** How many letters and digits a text has, as it is compared. */
export const lettersOf = (text: string): number =>
  foldedWords(text).reduce((sum, { folded }) => sum + folded.length, 0);

/**
 * Texts to find in others, as search compares them: case, accents, Unicode forms, punctuation and white space make no
 * difference, and each may begin and end within a word. Escapes of JSON, HTML and addresses are read, too.
 */
export class SoughtTexts {
  private readonly folded: readonly string[];
  /** The longest word of each. */
  private readonly probes: readonly string[];
  private readonly longest: number;

  constructor(texts: readonly string[]) {
    this.folded = texts.map(foldText);
    this.probes = this.folded.map((text) => text.split(' ').reduce((a, b) => (b.length > a.length ? b : a)));
    this.longest = Math.max(...this.folded.map(({ length }) => length));
  }

  /**
   * The first place in the text that has one of them, with what is around it; undefined if there is none.
   *
   * @param pause is awaited between short pieces of work. What it throws ends the search.
   */
  async excerptFrom(text: string, pause: Pause): Promise<string | undefined> {
    await pause();
    let read = text;
    for (let decodings = 0; ; decodings += 1) {
      const excerpt = this.mayBeIn(read) ? await this.find(read, pause) : undefined;
      if (excerpt !== undefined || decodings === MAX_DECODINGS || !HAS_ESCAPES.test(read)) return excerpt;
      const before = read;
      for (const decode of DECODINGS) {
        read = decode(read);
        if (read.length > PIECE) await pause();
      }
      if (read === before) return undefined;
    }
  }

  /** Most texts are ASCII and have none, which is quickly seen: folding takes ten times as long. */
  private mayBeIn(text: string): boolean {
    if (!ASCII.test(text) || /['`]/.test(text)) return true;
    const lower = text.toLowerCase();
    return this.probes.some((probe) => lower.includes(probe));
  }

  /** Reads the text through a window, which moves on so that it has each place in whole. */
  private async find(text: string, pause: Pause): Promise<string | undefined> {
    let window: FoldedPiece[] = [];
    let length = 0;
    for (const piece of foldedPieces(text)) {
      window.push(piece);
      length += piece.folded.length;
      if (length < PIECE + this.longest) continue;
      // One that begins earlier may end after the window.
      const excerpt = this.excerpt(text, window, length - this.longest);
      if (excerpt !== undefined) return excerpt;
      let first = window.length;
      for (length = 0; length < this.longest && first > 0; length += window[first]?.folded.length ?? 0) first -= 1;
      window = window.slice(first);
      await pause();
    }
    return this.excerpt(text, window, length);
  }

  private excerpt(text: string, window: readonly FoldedPiece[], last: number): string | undefined {
    const folded = window.map((piece) => piece.folded).join('');
    const places = this.folded
      .map((sought) => [folded.indexOf(sought), sought.length] as const)
      .filter(([index]) => index >= 0);
    if (places.length === 0) return undefined;
    const [at, length] = places.reduce((a, b) => (b[0] < a[0] ? b : a));
    if (at > last) return undefined;
    const start = Math.max(0, (pieceAt(window, at)?.start ?? 0) - CONTEXT);
    const end = (pieceAt(window, at + length - 1)?.end ?? text.length) + CONTEXT;
    const shown = text.slice(start, end).toWellFormed().replace(/\s+/gu, ' ');
    return `${start > 0 ? '…' : ''}${shown}${end < text.length ? '…' : ''}`;
  }
}

/** The piece that has this place of the folded text. */
function pieceAt(window: readonly FoldedPiece[], place: number): FoldedPiece | undefined {
  let end = 0;
  return window.find(({ folded }) => {
    end += folded.length;
    return place < end;
  });
}

const unescaped = (text: string): string =>
  text.replace(
    /\\(?:u([0-9A-Fa-f]{4})|([nrtbf"\\/]))/g,
    (_escape, code: string | undefined, sign: string | undefined) =>
      code === undefined ? (SIGNS[sign ?? ''] ?? ' ') : String.fromCharCode(Number.parseInt(code, 16)),
  );
const SIGNS: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/' };

/** As `decodeURIComponent`, which takes long to throw on what isn't UTF-8. */
const addressDecoded = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    const bytes = Buffer.from(run.replaceAll('%', ''), 'hex');
    return isUtf8(bytes) ? bytes.toString() : run;
  });

const DECODINGS: readonly ((text: string) => string)[] = [unescaped, (text) => decodeHTML(text), addressDecoded];
