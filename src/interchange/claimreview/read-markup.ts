import { TurnBudget } from '../../lib/turn-budget.js';
import { FieldRejection, MarkupFileError } from './field-rejection.js';
import { findReviews, type FoundReview } from './find-reviews.js';
import { otherSyntaxIn, readPage } from './html-page.js';
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

/** After this many lines or scripts that aren't JSON, the rest isn't read. */
const MAX_BAD_PARTS = 100;

/**
 * Every ClaimReview in an input: a JSON document, many of them one per line (NDJSON), or an HTML page with scripts of the
 * type `application/ld+json`. The first line of NDJSON decides that it is: it must be a whole object or array.
 *
 * @param address of the page that the markup is from
 * @throws MarkupFileError for any other input
 */
export async function readMarkup(text: string, address?: URL): Promise<MarkupReview[]> {
  const page = { ...(address && { address }) };
  const reviews: MarkupReview[] = [];
  const turn = new TurnBudget();
  let bad = 0;
  for (const { part, text: json, page: context } of isPage(text) ? scriptsOf(text, address) : partsOf(text, page)) {
    await turn.yieldIfSpent();
    const parsed = parse(json);
    if ('fault' in parsed) {
      bad += 1;
      const rest = bad < MAX_BAD_PARTS ? '' : ` It is the ${MAX_BAD_PARTS}th that is not. The rest was not read.`;
      const found = new FieldRejection('', `It is not JSON: ${parsed.fault}.${rest}`);
      reviews.push({ part, page: context, found });
      if (bad === MAX_BAD_PARTS) break;
    } else for (const found of findReviews(parsed.document)) reviews.push({ part, page: context, found });
  }
  return reviews;
}

/** Why an input has no ClaimReview, as the end of a sentence about it. */
export function whyNone(text: string): string {
  const syntax = isPage(text) ? otherSyntaxIn(text) : undefined;
  return syntax === undefined
    ? 'has no ClaimReview'
    : `has its ClaimReview as ${syntax}, which isn't read. Only JSON-LD is, in scripts of the type application/ld+json`;
}

const isPage = (text: string): boolean => /^\s*</.test(text);

/** Throws a `MarkupFileError` unless the bytes are UTF-8. A byte order mark is dropped. */
export function decodeMarkup(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new MarkupFileError('It is not UTF-8. Convert it: iconv -f ISO-8859-1 -t UTF-8 FILE.');
  }
}

function scriptsOf(html: string, address: URL | undefined): Part[] {
  const { scripts, ...page } = readPage(html, address);
  return scripts.map((text, index) => ({ part: `script ${index + 1}`, text, page }));
}

function* partsOf(text: string, page: PageContext): Generator<Part> {
  const whole = parse(text);
  if (!('fault' in whole)) {
    yield { part: '', text, page };
    return;
  }
  const lines = linesOf(text);
  const first = lines.next().value;
  const isNdjson = first !== undefined && isWhole(first.text) && !('fault' in parse(first.text));
  if (!isNdjson) {
    throw new MarkupFileError(
      first === undefined
        ? 'It is empty.'
        : `It is neither JSON, nor NDJSON, nor an HTML page. As JSON: ${whole.fault}.`,
    );
  }
  yield { ...first, page };
  for (const line of lines) yield { ...line, page };
}

/** The lines that aren't blank. */
function* linesOf(text: string): Generator<Omit<Part, 'page'>, undefined> {
  let number = 0;
  for (let start = 0; start <= text.length;) {
    const next = text.indexOf('\n', start);
    const end = next === -1 ? text.length : next;
    const line = text.slice(start, end).trim();
    number += 1;
    if (line !== '') yield { part: `line ${number}`, text: line };
    start = end + 1;
  }
}

/** A line of pretty-printed JSON, such as `}`, `"a",` or `1`, isn't a document by itself. */
const isWhole = (line: string): boolean => /^[{[].+[}\]]$/.test(line);

function parse(json: string): { readonly document: unknown } | { readonly fault: string } {
  try {
    return { document: JSON.parse(json) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message.replace(/\.$/, '') : String(error) };
  }
}
