import { MAX_NAME } from '../../validation/bounds.js';
import { urlKey } from '../../lib/url-key.js';
import { FieldRejection } from './field-rejection.js';
import type { FoundReview } from './find-reviews.js';
import { firstText, isNode, itemsOf, type JsonNode, pointerStep, resolveNode, textOf } from './json-ld.js';
import type { PageContext } from './page-context.js';
import { dateOf } from './review-dates.js';
import { isPost, webAddressOf } from './web-address.js';

/** Where a claim can be seen. */
export interface Appearance {
  readonly url: string;
  readonly title?: string;
  readonly publishedAt?: string;
}

/** Of more appearances, the rest is left out. */
const MAX_APPEARANCES = 20;

/** Where the claim can be seen, each once: the first is the document of what the claimant said. */
export function appearancesOf(
  item: JsonNode,
  { nodes }: FoundReview,
  page: PageContext,
  reviewUrl: string,
  notes: string[],
): readonly Appearance[] {
  const candidates: (readonly [field: string, value: unknown])[] = [];
  for (const name of ['firstAppearance', 'appearance']) {
    itemsOf(item[name]).forEach((value, index) => {
      candidates.push([`/itemReviewed/${name}${Array.isArray(item[name]) ? pointerStep(index) : ''}`, value]);
    });
  }
  if (item.url !== undefined) candidates.push(['/itemReviewed/url', { ...item, name: undefined, '@id': undefined }]);
  for (const author of itemsOf(item.author)
    .map((each) => resolveNode(each, nodes))
    .filter(isNode)) {
    for (const address of itemsOf(author.sameAs)) {
      const post = webAddressOf(address, undefined);
      if (post !== undefined && isPost(post)) candidates.push(['/itemReviewed/author/sameAs', post]);
    }
  }
  const found = new Map<string, Appearance>();
  for (const [field, value] of candidates) {
    const node = resolveNode(value, nodes);
    const address = isNode(node) ? (node.url ?? node['@id']) : node;
    const url = webAddressOf(address, page.address);
    if (url === undefined) {
      if (textOf(address) !== undefined) notes.push(`${field} is left out: it has no web address`);
    } else if (urlKey(url) !== urlKey(reviewUrl) && !found.has(urlKey(url)) && found.size < MAX_APPEARANCES) {
      found.set(urlKey(url), {
        url,
        ...(isNode(node) && field !== '/itemReviewed/url' && details(node, field, notes)),
      });
    }
  }
  return [...found.values()];
}

function details(node: JsonNode, field: string, notes: string[]): Pick<Appearance, 'title' | 'publishedAt'> {
  const title = firstText(node, ['headline', 'name']);
  let publishedAt: string | undefined;
  try {
    publishedAt = dateOf(node.datePublished, `${field}/datePublished`);
  } catch (error) {
    if (!(error instanceof FieldRejection)) throw error;
    notes.push(`${error.field} is left out: ${error.message}`);
  }
  return {
    ...(title !== undefined && title.length <= MAX_NAME && { title }),
    ...(publishedAt !== undefined && { publishedAt }),
  };
}
