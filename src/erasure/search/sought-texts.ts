import { decodeHTML } from 'entities';
import { type FoldedWord, foldedWords, foldText } from '../../lib/fold-text.js';

/** How much of a text an excerpt shows on each side of what was sought, in UTF-16 code units. */
const CONTEXT = 60;
/** Encodings within encodings: JSON within JSON, or an address in HTML. */
const MAX_DECODINGS = 3;
const HAS_ESCAPES = /[\\&%]/;
const ASCII = /^[\0-\x7f]*$/;

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

  constructor(texts: readonly string[]) {
    this.folded = texts.map(foldText);
    this.probes = this.folded.map((text) => text.split(' ').reduce((a, b) => (b.length > a.length ? b : a)));
  }

  /** The first place in the text that has one of them, with what is around it; undefined if there is none. */
  excerptFrom(text: string): string | undefined {
    if (this.isIn(text)) return this.excerpt(text);
    if (!HAS_ESCAPES.test(text)) return undefined;
    let read = text;
    for (let decodings = 0; decodings < MAX_DECODINGS; decodings += 1) {
      const next = decoded(read);
      if (next === read) return undefined;
      read = next;
      if (this.isIn(read)) return this.excerpt(read);
    }
    return undefined;
  }

  /** Most texts are ASCII and have none, which is quickly seen: folding takes ten times as long. */
  private isIn(text: string): boolean {
    if (ASCII.test(text)) {
      const lower = text.toLowerCase();
      if (!/['`]/.test(lower) && !this.probes.some((probe) => lower.includes(probe))) return false;
    }
    const folded = foldText(text);
    return this.folded.some((sought) => folded.includes(sought));
  }

  private excerpt(text: string): string {
    const words = foldedWords(text);
    const folded = words.map((word) => word.folded).join(' ');
    const [at, length] = this.folded
      .map((sought) => [folded.indexOf(sought), sought.length] as const)
      .filter(([index]) => index >= 0)
      .reduce((a, b) => (b[0] < a[0] ? b : a));
    const start = Math.max(0, (wordAt(words, at)?.start ?? 0) - CONTEXT);
    const end = (wordAt(words, at + length - 1)?.end ?? text.length) + CONTEXT;
    const shown = text.slice(start, end).toWellFormed().replace(/\s+/gu, ' ');
    return `${start > 0 ? '…' : ''}${shown}${end < text.length ? '…' : ''}`;
  }
}

/** The word that has this place of the folded words, which are separated by spaces. */
function wordAt(words: readonly FoldedWord[], place: number): FoldedWord | undefined {
  let end = 0;
  return words.find(({ folded }) => {
    end += folded.length + 1;
    return place < end;
  });
}

const decoded = (text: string): string => addressDecoded(decodeHTML(unescaped(text)));

const unescaped = (text: string): string =>
  text.replace(
    /\\(?:u([0-9A-Fa-f]{4})|([nrtbf"\\/]))/g,
    (_escape, code: string | undefined, sign: string | undefined) =>
      code === undefined ? (SIGNS[sign ?? ''] ?? ' ') : String.fromCharCode(Number.parseInt(code, 16)),
  );
const SIGNS: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/' };

const addressDecoded = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
