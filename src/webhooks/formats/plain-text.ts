const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const ELLIPSIS = '…';

/**
 * Text of others as one line, without characters that control a terminal, or that change the direction of the text
 * around it.
 */
export const cleanText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/gu, '')
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();

/** At most so many UTF-16 code units. A text that is cut ends with an ellipsis, and with a whole character before it. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  // Of a very long text, only its beginning matters.
  const beginning = text.slice(0, 2 * max);
  const end = segmenter.segment(beginning).containing(max - ELLIPSIS.length)?.index ?? 0;
  return `${beginning.slice(0, end).trimEnd()}${ELLIPSIS}`;
}

/** The text, escaped, and cut so that this has at most so many UTF-16 code units. */
export function fit(text: string, max: number, escape: (text: string) => string = (plain) => plain): string {
  let limit = max;
  for (;;) {
    const escaped = escape(truncate(text, limit));
    if (escaped.length <= max || limit <= 1) return escaped;
    limit = Math.max(1, Math.min(limit - 1, Math.floor((limit * max) / escaped.length)));
  }
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Whether the first letter of a text is of a script that is written from right to left. */
export const isRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(/\p{L}/u.exec(text)?.[0] ?? '');

/** Keeps the direction of a part from moving the words around it: between FIRST STRONG ISOLATE and its end. */
export const isolated = (text: string): string => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text);
