import { digestOf } from '../../lib/digest.js';
import { foldText } from '../../lib/fold-text.js';
import { lineOf, type MappedLine } from './mapped-line.js';
import type { ReviewFacts } from './read-review.js';
import type { KnownClaim } from './review-directory.js';
import type { NamedActor } from './review-names.js';
import type { ReviewVerdict } from './review-verdict.js';

export const claimLine = ({ id, text, language }: KnownClaim): MappedLine =>
  lineOf(
    { type: 'ClaimRegistered', claim: id, text, language, kind: 'factual' },
    { language: '/inLanguage' },
    '/claimReviewed',
  );

export function assertionLine(
  facts: ReviewFacts,
  claim: KnownClaim,
  claimant: NamedActor,
  document: string,
): MappedLine {
  const id = `asserted-${digestOf([claimant.id]).slice(0, 8)}`;
  return lineOf(
    {
      type: 'ClaimAsserted',
      claim: claim.id,
      key: `claimreview/${digestOf([claim.id, id])}`,
      id,
      by: [claimant.id],
      occurredAt: facts.claimedAt,
      document,
      basis: 'none-given',
    },
    { occurredAt: '/itemReviewed/datePublished', document: '/itemReviewed/appearance' },
    '/itemReviewed/author',
  );
}

/** Further appearances say where else the claim can be seen, and nothing about its truth. */
export function contextLine(claim: KnownClaim, rater: NamedActor, document: string): MappedLine {
  const id = `seen-${digestOf([rater.id, document]).slice(0, 8)}`;
  return lineOf(
    {
      type: 'EvidenceAttached',
      claim: claim.id,
      key: `claimreview/${digestOf([claim.id, id])}`,
      id,
      by: [rater.id],
      document,
      bearing: 'context',
      primary: false,
      authenticity: 'unexamined',
    },
    {},
    '/itemReviewed/appearance',
  );
}

export function verdictLine(
  facts: ReviewFacts,
  claim: KnownClaim,
  verdict: ReviewVerdict,
  document: string,
): MappedLine {
  const { label, rating, rationale, url } = facts;
  const isWordedSo = foldText(facts.claim) === foldText(claim.text);
  return lineOf(
    {
      type: 'VerdictIssued',
      claim: claim.id,
      key: `claimreview/${digestOf([claim.id, verdict.id])}`,
      id: verdict.id,
      by: [verdict.rater],
      occurredAt: verdict.occurredAt,
      after: verdict.after,
      document,
      rating,
      label,
      reviewUrl: url,
      rationale,
      wording: isWordedSo ? undefined : { text: facts.claim, language: facts.language },
    },
    {
      by: '/author',
      occurredAt: '/datePublished',
      document: '/url',
      label: '/reviewRating/alternateName',
      rationale: '/reviewRating/ratingExplanation',
      reviewUrl: '/url',
      wording: '/claimReviewed',
    },
    '/reviewRating',
  );
}

/** Voids the verdict that the new one replaces. */
export const correctionLine = (claim: KnownClaim, { id, replaces = '' }: ReviewVerdict, version: string): MappedLine =>
  lineOf(
    {
      type: 'EntryVoided',
      claim: claim.id,
      key: `claimreview/${digestOf([claim.id, replaces, id])}`,
      id: `void-${digestOf([replaces, id]).slice(0, 8)}`,
      voids: replaces,
      replacement: id,
      reason: `The label is mapped to another rating now (${version}).`,
    },
    {},
    '/reviewRating',
  );
