import { canonicalJson } from '../../lib/digest.js';
import type { Json } from '../../lib/json.js';
import { hasType, isNode, type JsonNode, type NodesById, pointerStep, textOf } from './json-ld.js';

/** A ClaimReview in a JSON document. */
export interface FoundReview {
  /** JSON Pointer to it; of a long one, the beginning and an ellipsis. */
  readonly pointer: string;
  readonly review: JsonNode;
  readonly nodes: NodesById;
  /** Of the pages and articles in the same document, by their address or `@id`. */
  readonly languages: ReadonlyMap<string, string>;
}

/** Deeper markup isn't read. */
const MAX_DEPTH = 64;
/** Reviews inside more reviews than this aren't found: each is compared with all that is in it. */
const MAX_OUTER_REVIEWS = 3;
/** Every problem of a review repeats its pointer. */
const MAX_POINTER = 300;

/** The steps from a value to the document. */
interface Path {
  readonly outer?: Path;
  readonly name: string;
}

/**
 * Every ClaimReview in a JSON document, wherever it is, in document order: alone, in an array, in `@graph`, in a feed or
 * inside another node, also a review, but not inside four of them. The context is ignored. Markup that repeats is found
 * once.
 */
export function findReviews(document: unknown): FoundReview[] {
  const nodes = new Map<string, JsonNode>();
  const languages = new Map<string, string>();
  const found: { readonly pointer: string; readonly review: JsonNode }[] = [];
  const seen = new Set<string>();

  const visit = (value: unknown, path: Path | undefined, depth: number, outer: number): void => {
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
    let reviews = outer;
    if (isNode(value)) {
      index(value);
      if (hasType(value, 'claimreview')) {
        reviews += 1;
        if (outer <= MAX_OUTER_REVIEWS && isFirst(value)) found.push({ pointer: pointerOf(path), review: value });
      }
    }
    for (const [name, member] of Object.entries(value) as [string, unknown][]) {
      if (typeof member !== 'object' || member === null) continue;
      visit(member, { ...(path && { outer: path }), name }, depth + 1, reviews);
    }
  };
  const index = (node: JsonNode): void => {
    const id = node['@id'];
    // A reference has nothing but the id.
    if (typeof id === 'string' && Object.keys(node).length > 1 && !nodes.has(id)) nodes.set(id, node);
    const language = textOf(node.inLanguage);
    if (language === undefined || !hasType(node, ...PAGES)) return;
    for (const address of [id, node.url]) if (typeof address === 'string') languages.set(address, language);
  };
  const isFirst = (review: JsonNode): boolean => {
    const key = canonicalText(review);
    if (key === undefined) return true;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };

  visit(document, undefined, 0, 0);
  return found.map((each) => ({ ...each, nodes, languages }));
}

function pointerOf(path: Path | undefined): string {
  const steps: string[] = [];
  for (let each = path; each; each = each.outer) steps.push(pointerStep(each.name.slice(0, MAX_POINTER + 1)));
  const pointer = steps.reverse().join('');
  return pointer.length <= MAX_POINTER ? pointer : `${pointer.slice(0, MAX_POINTER)}…`;
}

const PAGES = ['webpage', 'article', 'newsarticle', 'reportagenewsarticle', 'blogposting'];

/** Undefined for markup that has no canonical form: with lone surrogates, or nested too deeply. */
function canonicalText(review: JsonNode): string | undefined {
  try {
    return canonicalJson(review as Json);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}
