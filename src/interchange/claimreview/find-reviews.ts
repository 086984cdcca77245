import { canonicalJson } from '../../lib/digest.js';
import type { Json } from '../../lib/json.js';
import { hasType, isNode, type JsonNode, type NodesById, pointerStep, textOf } from './json-ld.js';

/** A ClaimReview in a JSON document. */
export interface FoundReview {
  /** JSON Pointer to it. */
  readonly pointer: string;
  readonly review: JsonNode;
  readonly nodes: NodesById;
  /** Of the pages and articles in the same document, by their address or `@id`. */
  readonly languages: ReadonlyMap<string, string>;
}

/** Deeper markup isn't read. */
const MAX_DEPTH = 64;

/**
 * Every ClaimReview in a JSON document, wherever it is, in document order: alone, in an array, in `@graph`, in a feed or
 * inside another node. The context is ignored. Markup that repeats is found once.
 */
export function findReviews(document: unknown): FoundReview[] {
  const nodes = new Map<string, JsonNode>();
  const languages = new Map<string, string>();
  const found: { readonly pointer: string; readonly review: JsonNode }[] = [];
  const seen = new Set<string>();

  const visit = (value: unknown, pointer: string, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
    if (isNode(value)) {
      index(value);
      if (hasType(value, 'claimreview') && isFirst(value)) found.push({ pointer, review: value });
    }
    for (const [name, member] of Object.entries(value)) visit(member, pointer + pointerStep(name), depth + 1);
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

  visit(document, '', 0);
  return found.map((each) => ({ ...each, nodes, languages }));
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
