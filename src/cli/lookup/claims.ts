import { foldText } from '../../lib/fold-text.js';
import type { ClaimSummary, ClaimView, SimilarClaim } from '../../claims/queries/views.js';
import type { ApiClient } from '../ledger/api-client.js';
import { closeNames, isCalled, type Named, UnknownNameError } from './close-names.js';
import { isId } from '../../domain/ids.js';
import { findById } from './ids.js';
import { MAX_QUERY, wordsOf } from './words.js';

const MAX_HITS = 50;
const MAX_CLOSE = 5;
/** Of the words of an id, so many beginnings are searched for. */
const MAX_BEGINNINGS = 12;

/** The claim with this id, else the only one with this text. Throws an `UnknownNameError` that lists similar claims. */
export async function findClaim(client: ApiClient, text: string): Promise<ClaimView> {
  const byId = await findById<ClaimView>(client, '/v1/claims', text);
  if (byId) return byId;
  const found = await searchClaims(client, text);
  const same = found.filter((claim) => isCalled(named(claim), text));
  if (same.length === 1 && same[0]) return client.get<ClaimView>(`/v1/claims/${same[0].id}`);
  const close = isId(text) ? await withCloseIds(client, text, found) : found;
  const hint = 'To find a claim: claim-ledger search <words>. To register one: claim-ledger register claim <text>.';
  throw new UnknownNameError('claim', text, close.slice(0, MAX_CLOSE).map(named), hint);
}

/** First those whose ids are like a mistyped or shortened one. Ids have the words of the text, as a rule. */
async function withCloseIds(client: ApiClient, id: string, found: readonly ClaimSummary[]): Promise<ClaimSummary[]> {
  const all = new Map(found.map((claim) => [claim.id, claim]));
  const beginnings = wordsOf(id).flatMap((word) => [word, word.slice(0, 3)]);
  for (const beginning of [...new Set(beginnings)].slice(0, MAX_BEGINNINGS)) {
    const query = { q: `${beginning}*`, limit: MAX_HITS };
    const { items } = await client.get<{ items: readonly ClaimSummary[] }>('/v1/claims', query);
    for (const claim of items) all.set(claim.id, claim);
  }
  const candidates = [...all.values()];
  const isBegun = (claim: ClaimSummary) => claim.id.startsWith(id);
  const ids = candidates.filter((claim) => !isBegun(claim)).map((claim) => ({ ...claim, names: [] }));
  const close = closeNames(id, ids).flatMap((claim) => all.get(claim.id) ?? []);
  const ordered = [...candidates.filter(isBegun), ...close, ...found];
  return [...new Map(ordered.map((claim) => [claim.id, claim])).values()];
}

/** Claims with all of these words, the closest first; if there is none, those with some of them, most alike first. */
export async function searchClaims(client: ApiClient, text: string): Promise<ClaimSummary[]> {
  const byId = await claimSummary(client, text);
  if (byId) return [byId];
  if (!/[\p{L}\p{N}]/u.test(text)) return [];
  const q = foldText(text).slice(0, MAX_QUERY);
  const query = { q, sort: 'relevance', limit: MAX_HITS };
  const { items } = await client.get<{ items: readonly ClaimSummary[] }>('/v1/claims', query);
  return items.length > 0 ? [...items] : similarClaims(client, text);
}

/** The claim with this id, as lists show it. */
export async function claimSummary(client: ApiClient, id: string): Promise<ClaimSummary | undefined> {
  const claim = await findById<ClaimView>(client, '/v1/claims', id);
  if (!claim) return undefined;
  const { narratives: _narratives, sameAs: _sameAs, links: _links, position: _position, ...known } = claim;
  const { recordedFrom: _recordedFrom, verification, ...rest } = known;
  const { status, rule, rating, summary, since, changes, coverage } = verification;
  return { ...rest, status, rule, ...(rating !== undefined && { rating }), summary, since, changes, coverage };
}

/** Claims that share words with a text, most alike first. */
export async function similarClaims(client: ApiClient, text: string): Promise<SimilarClaim[]> {
  if (!/[\p{L}\p{N}]/u.test(text)) return [];
  const query = { text: text.slice(0, 1_000), limit: MAX_CLOSE };
  const { items } = await client.get<{ items: readonly SimilarClaim[] }>('/v1/similar-claims', query);
  return [...items];
}

const named = ({ id, text }: ClaimSummary): Named => ({ id, names: [text] });
