/** A word of a text as it is compared, and where the text has it (UTF-16 code units). */
export interface FoldedWord {
  readonly folded: string;
  readonly start: number;
  readonly end: number;
  /** Of a word of a script that is written without spaces, which may be several words: its characters. */
  readonly characters?: readonly FoldedCharacter[];
  /** What apostrophes join in it: `ukraine` of `l'Ukraine`, `nato` of `NATO's`. Only pieces of three letters and more. */
  readonly pieces: readonly string[];
}

interface FoldedCharacter {
  readonly folded: string;
  readonly start: number;
  readonly end: number;
}

/**
 * A text as it is compared: its folded words, separated by spaces. A text without letters and digits is compared by its
 * signs.
 */
export function foldText(text: string): string {
  const words = foldedWords(text);
  return words.length > 0 ? words.map(({ folded }) => folded).join(' ') : text.normalize('NFKC').trim();
}

/**
 * The words of a text, folded so that spellings of one word are one word: case (`Straße`, `STRASSE`), compatibility
 * forms (`ＮＡＴＯ`), composed and decomposed letters, diacritics (`Łódź`, `Ουκρανίας`), Arabic vowel signs and forms of
 * alef, digits of other scripts, apostrophes (`П’ять`, `O'Brien`), and invisible characters (soft hyphens, zero-width
 * spaces).
 *
 * Marks that distinguish words are kept: Cyrillic `й` and `ї`, the vowel signs of Indic and South-East Asian scripts, the
 * voicing marks of Kana.
 */
export function foldedWords(text: string): FoldedWord[] {
  const words: FoldedWord[] = [];
  for (const { 0: run, index } of text.matchAll(RUNS)) {
    if (!PLAIN.test(run)) for (const word of wordsOfRun(run, index)) words.push(word);
    else words.push({ folded: run.toLowerCase(), start: index, end: index + run.length, pieces: NO_PIECES });
  }
  return words;
}

/** A stretch of a text as it is compared, and where the text has it (UTF-16 code units). */
export interface FoldedPiece {
  /** Begins with a space unless it continues the word before it. */
  readonly folded: string;
  readonly start: number;
  readonly end: number;
}

/**
 * A text in pieces, each folded in well under a millisecond, whatever the text: together they are a space and `foldText`.
 * None if the text has no letters and digits. Of hundreds of marks in succession, some are left out.
 */
export function* foldedPieces(text: string): Generator<FoldedPiece> {
  for (const { 0: run, index } of text.matchAll(RUNS)) {
    if (run.length <= STRETCH && PLAIN.test(run)) {
      yield { folded: ` ${run.toLowerCase()}`, start: index, end: index + run.length };
      continue;
    }
    for (const { 0: part, index: offset } of run.matchAll(PARTS)) {
      const isUnspaced = STARTS_UNSPACED.test(part);
      let isNewWord = true;
      for (const [start, end] of shortStretches(part)) {
        const piece = part.slice(start, end);
        const folded = isUnspaced ? foldUnspaced(piece) : PLAIN.test(piece) ? piece.toLowerCase() : fold(piece);
        const words = isUnspaced ? folded : (folded.match(WORDS) ?? []).join(' ');
        isNewWord ||= !isUnspaced && STARTS_APART.test(folded);
        if (words !== '') {
          const at = index + offset;
          yield { folded: isNewWord ? ` ${words}` : words, start: at + start, end: at + end };
          isNewWord = !isUnspaced && ENDS_APART.test(folded);
        }
      }
    }
  }
}

/** Stretches that can be folded each by itself: no letter composes with the one before it. */
function* shortStretches(part: string): Generator<readonly [start: number, end: number]> {
  let start = 0;
  while (part.length - start > STRETCH) {
    const next = indexFrom(part, LETTER, start + STRETCH);
    const end = Math.min(next, start + 2 * STRETCH);
    yield [start, end];
    start = end === next ? next : indexFrom(part, NO_MARK, end);
  }
  if (start < part.length) yield [start, part.length];
}

function indexFrom(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

function wordsOfRun(run: string, index: number): FoldedWord[] {
  const pieces = piecesOf(run);
  return [...run.matchAll(PARTS)].flatMap(({ 0: part, index: offset }) => {
    const [start, end] = [index + offset, index + offset + part.length];
    if (!STARTS_UNSPACED.test(part)) return wordsOf(part).map((folded) => ({ folded, start, end, pieces }));
    const characters = charactersOf(part, start);
    return [{ folded: characters.map(({ folded }) => folded).join(''), start, end, characters, pieces: [] }];
  });
}

/** Most words need no folding but that of case: of these letters, none has a mark that is dropped. */
const PLAIN = /^[A-Za-z0-9А-Яа-яІіЇїЄєҐґ]+$/;
const NO_PIECES: readonly string[] = [];

const APOSTROPHES = "'’ʼ‘ʹ＇`´ʻ׳״";
const APOSTROPHE = new RegExp(`[${APOSTROPHES}]`, 'gu');
const WORD = String.raw`\p{L}\p{N}\p{M}`;
/** Soft hyphens, zero-width characters, variation selectors, marks of direction. */
const INVISIBLE = String.raw`\p{Default_Ignorable_Code_Point}`;
const RUNS = new RegExp(`[${WORD}](?:[${WORD}${INVISIBLE}]|[${APOSTROPHES}](?=[\\p{L}\\p{N}]))*`, 'gu');

/** The signs of both Kana for long vowels and, at half width, for voicing have no script of their own. */
const UNSPACED = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar', 'Tibetan']
  .map((script) => `\\p{Script=${script}}`)
  .concat('ーﾞﾟ')
  .join('');
/** Stretches of scripts with spaces, and of scripts without. */
const PARTS = new RegExp(`[${UNSPACED}][${UNSPACED}\\p{M}${INVISIBLE}]*|[^${UNSPACED}]+`, 'gu');
const STARTS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u');
/** A character with its marks; half-width Katakana has voicing marks that are letters. */
const CHARACTERS = new RegExp(`.[\\p{M}${INVISIBLE}ﾞﾟ]*`, 'gu');

function charactersOf(part: string, at: number): FoldedCharacter[] {
  return [...part.matchAll(CHARACTERS)].flatMap(({ 0: character, index }) => {
    const [start, end] = [at + index, at + index + character.length];
    return Array.from(fold(character), (folded) => ({ folded, start, end }));
  });
}

const foldUnspaced = (part: string): string =>
  charactersOf(part, 0)
    .map(({ folded }) => folded)
    .join('');

const piecesOf = (run: string): string[] => {
  const pieces = run.split(APOSTROPHE);
  return pieces.length === 1 ? [] : pieces.map(fold).filter((piece) => piece.length > 2);
};

/** More than one for signs such as `½`. */
const wordsOf = (part: string): string[] => fold(part).match(WORDS) ?? [];
const WORDS = new RegExp(`[${WORD}]+`, 'gu');
const STARTS_APART = new RegExp(`^[^${WORD}]`, 'u');
const ENDS_APART = new RegExp(`[^${WORD}]$`, 'u');

/** In UTF-16 code units. A letter can be eighteen when it is folded. */
const STRETCH = 256;
/** But those that may compose with the one before: vowels and final consonants of Hangul and of Kirat Rai, voicing marks. */
const LETTER = /(?![\u1160-\u11ff\u3131-\u318f\ud7b0-\ud7fb\uff9e-\uffdc\u{16d40}-\u{16d7f}])[\p{L}\p{N}]/gu;
const NO_MARK = new RegExp(`[^\\p{M}${INVISIBLE}]`, 'gu');

function fold(text: string): string {
  return (
    text
      .normalize('NFKD')
      .replace(INVISIBLES, '')
      .replace(APOSTROPHE, '')
      // Only upper case shows that `ß` is two letters and `ı` is `i`; only lower case makes `ẞ` an `ß`.
      .toLowerCase()
      .toUpperCase()
      .toLowerCase()
      .replace(MARKED, withoutMarks)
      .replace(IRREGULAR, (letter) => PLAIN_LETTERS[letter] ?? letter)
      .replace(DIGITS, plainDigit)
      .normalize('NFC')
  );
}

const INVISIBLES = new RegExp(INVISIBLE, 'gu');

/** A letter with its marks. */
const MARKED = /.\p{M}+/gsu;
/** Of these scripts, which lose all marks. */
const SCRIPTED = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}])\p{M}+/gu;
/** Of Cyrillic, stress marks on vowels and the dots of `ё` are dropped. Those of `й`, `ў` and `ї` are kept. */
const VOWEL = /^[аеиоуыэюяієї]/u;

function withoutMarks(marked: string): string {
  const plain = marked.replace(SCRIPTED, '$1');
  return VOWEL.test(plain) ? plain.replace(/^е\u0308/u, 'е').replace(/[\u0300\u0301]/gu, '') : plain;
}

/** Letters that no decomposition leads back to the plain one that people type. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ...{ ø: 'o', ł: 'l', đ: 'd', ð: 'd', ħ: 'h', ŧ: 't', ı: 'i', æ: 'ae', œ: 'oe', þ: 'th', ς: 'σ' },
  ...{ ٱ: 'ا', ى: 'ي', ی: 'ي', ک: 'ك', ة: 'ه', ـ: '' },
};
const IRREGULAR = new RegExp(`[${Object.keys(PLAIN_LETTERS).join('')}]`, 'gu');

/** The zeros of Arabic, Persian, Indic and South-East Asian digits; the other nine follow each. */
const ZEROS = Array.from('٠۰०০੦૦୦௦౦೦൦๐໐༠၀០', (zero) => zero.codePointAt(0) ?? 0);
const DIGITS = /[^\P{Nd}0-9]/gu;

function plainDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = ZEROS.find((first) => first <= code && code < first + 10);
  return zero === undefined ? digit : String(code - zero);
}
