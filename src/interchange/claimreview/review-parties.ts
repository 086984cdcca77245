import { MAX_NAME } from '../../validation/bounds.js';
import type { FoundReview } from './find-reviews.js';
import { hasType, isNode, itemsOf, type JsonNode, resolveNode, singleNode, textOf } from './json-ld.js';

/** Somebody whom the markup names. */
export interface Party {
  readonly name: string;
  readonly type: 'person' | 'organization' | 'unknown';
}

const MAX_AUTHORS = 20;

/** The rater is the author, if that is an organization; else the publisher, else the host of the review. */
export function partiesOf(
  { review, nodes }: FoundReview,
  host: string,
): { readonly rater: Party; readonly publisher?: Party; readonly authors: readonly string[] } {
  const authors = itemsOf(review.author).map((author) => resolveNode(author, nodes));
  const publisher = partyOf(singleNode(review, 'publisher', nodes));
  const [only] = authors;
  const author = authors.length === 1 ? partyOf(isNode(only) ? only : { name: only }) : undefined;
  const people = authors.flatMap((each) => (isNode(each) && hasType(each, 'person') ? (nameOf(each) ?? []) : []));
  const isOrganization = author !== undefined && author.type !== 'person';
  const rater = (isOrganization ? author : publisher) ?? { name: host, type: 'organization' };
  return {
    rater,
    ...(isOrganization && publisher && publisher.name !== rater.name && { publisher }),
    authors: people.filter((name) => name.length <= MAX_NAME).slice(0, MAX_AUTHORS),
  };
}

function partyOf(node: JsonNode | undefined): Party | undefined {
  const name = node && nameOf(node);
  if (node === undefined || name === undefined || name.length > MAX_NAME) return undefined;
  const isPerson = hasType(node, 'person');
  return { name, type: isPerson ? 'person' : hasType(node, ...ORGANIZATIONS) ? 'organization' : 'unknown' };
}

const ORGANIZATIONS = ['organization', 'newsmediaorganization', 'governmentorganization', 'corporation', 'ngo'];

/** Undefined unless it is one text. */
const nameOf = (node: JsonNode): string | undefined => {
  const names = namesOf(node);
  return names.length === 1 ? names[0] : undefined;
};

const namesOf = (node: JsonNode): string[] => [...new Set(itemsOf(node.name).flatMap((name) => textOf(name) ?? []))];

/** The one who put the claim forward; or the names of several in one. */
export function claimantOf(
  item: JsonNode,
  { nodes }: FoundReview,
): { readonly claimant?: Party; readonly claimants?: string } {
  const authors = itemsOf(item.author).map((author) => resolveNode(author, nodes));
  const names = authors.flatMap((author) => (isNode(author) ? namesOf(author) : (textOf(author) ?? [])));
  const unique = [...new Set(names)];
  if (unique.length > 1) return { claimants: unique.join('; ').slice(0, MAX_NAME) };
  const [name] = unique;
  if (name === undefined || name.length > MAX_NAME) return {};
  const node = authors.find(isNode);
  return { claimant: partyOf({ ...node, name }) ?? { name, type: 'unknown' } };
}
