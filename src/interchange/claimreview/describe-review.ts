import type { ReadyReview } from './map-markup.js';
import type { MappedReview } from './review-mapper.js';

const LANGUAGE_SOURCES = {
  stated: '',
  assumed: ' (assumed)',
  detected: ' (detected)',
  unknown: ' (not stated, and not clear from the text)',
} as const;

/**
 * What is recorded of a review, in words.
 *
 * @param version the tables by which its label became a rating
 */
export function describeReview({ facts, mapped }: ReadyReview, version: string): string {
  const { outcome, claim, rater, claimant } = mapped;
  if (outcome === 'known') return `recorded before, on ${claim.id}`;
  const verdict = `rated ${facts.rating} by ${rater.name} (“${facts.label}”)`;
  const where = claim.isNew ? `new claim ${claim.id}` : `claim ${claim.id}`;
  if (outcome === 'corrected') return `${verdict} on ${where}: replaces another rating of this label (${version})`;
  const notes = [
    `language ${facts.language}${LANGUAGE_SOURCES[facts.languageFrom]}`,
    `claimant ${claimant.name} (${claimant.kind}${claimant.isNew ? ', new' : ''})${asserts(mapped) ? '' : ', who put it forward before: no further assertion'}`,
    ...facts.notes,
  ];
  return `${verdict} on ${where}${outcome === 'changed' ? ', after its earlier verdict' : ''}; ${notes.join('; ')}`;
}

const asserts = ({ lines }: MappedReview): boolean => lines.some(({ command }) => command.type === 'ClaimAsserted');

/** The same for a program. */
export const reviewSummary = ({ facts, mapped }: ReadyReview, version: string): object => ({
  url: facts.url,
  outcome: mapped.outcome,
  claim: mapped.claim.id,
  isNewClaim: mapped.claim.isNew,
  text: facts.claim,
  language: facts.language,
  languageFrom: facts.languageFrom,
  rater: mapped.rater.id,
  rating: facts.rating,
  label: facts.label,
  ratings: version,
  claimant: mapped.claimant.id,
  claimantKind: mapped.claimant.kind,
  asserts: asserts(mapped),
  notes: facts.notes,
});
