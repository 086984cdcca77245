import { parseJsonOrUndefined } from '../../lib/parse-json.js';
import { FieldRejection, MarkupFileError } from './field-rejection.js';
import { findReviews, type FoundReview } from './find-reviews.js';
import { readPage } from './html-page.js';
import type { PageContext } from './page-context.js';

/** A ClaimReview of an input, or a part of it that isn't JSON. */
export interface MarkupReview {
  /** Where it is in the input, in words: `line 3`, `script 2`; empty in a single JSON document. */
  readonly part: string;
  readonly found: FoundReview | FieldRejection;
  readonly page: PageContext;
}

interface Part {
  readonly part: string;
  readonly text: string;
  readonly page: PageContext;
}

/**
 * Every ClaimReview in an input: a JSON document, many of them one per line (NDJSON), or an HTML page with scripts of the
 * type `application/ld+json`.
 *
 * @param address of the page that the markup is from
 * @throws MarkupFileError for any other input
 */
export function readMarkup(text: string, address?: URL): MarkupReview[] {
  return partsOf(text, address).flatMap(({ part, text: json, page }): MarkupReview[] => {
    const document = parseJsonOrUndefined(json);
    if (document === undefined)
      return [{ part, page, found: new FieldRejection('', `It is not JSON: ${faultOf(json)}.`) }];
    return findReviews(document).map((found) => ({ part, page, found }));
  });
}

/** Throws a `MarkupFileError` unless the bytes are UTF-8. A byte order mark is dropped. */
export function decodeMarkup(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new MarkupFileError('It is not UTF-8. Convert it: iconv -f ISO-8859-1 -t UTF-8 FILE.');
  }
}

function partsOf(text: string, address: URL | undefined): Part[] {
  const page = { ...(address && { address }) };
  if (/^\s*</.test(text)) {
    const { scripts, ...rest } = readPage(text, address);
    return scripts.map((script, index) => ({ part: `script ${index + 1}`, text: script, page: rest }));
  }
  if (parseJsonOrUndefined(text) !== undefined) return [{ part: '', text, page }];
  const lines = text
    .split('\n')
    .map((line, index) => ({ part: `line ${index + 1}`, text: line.trim(), page }))
    .filter((line) => line.text !== '');
  if (lines.length > 1 && lines.some((line) => parseJsonOrUndefined(line.text) !== undefined && isWhole(line.text))) {
    return lines;
  }
  throw new MarkupFileError(
    text.trim() === ''
      ? 'It is empty.'
      : `It is neither JSON, nor NDJSON, nor an HTML page. As JSON: ${faultOf(text)}.`,
  );
}

/** A line of pretty-printed JSON, such as `}`, `"a",` or `1`, isn't a document by itself. */
const isWhole = (line: string): boolean => /^[{[].+[}\]]$/.test(line);

function faultOf(json: string): string {
  try {
    JSON.parse(json);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
  }
}
