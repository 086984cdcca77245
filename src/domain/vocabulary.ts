/** The closed lists of values in stored events. A value never changes its meaning. */

export const CLAIM_KINDS = ['factual', 'statistical', 'position', 'forecast'] as const;
/** `factual`; `statistical`; `position`: what its holder wants, holds or undertakes; `forecast`: what is to happen. */
export type ClaimKind = (typeof CLAIM_KINDS)[number];

export const ACTOR_KINDS = ['outlet', 'organization', 'person', 'group', 'unnamed'] as const;
/**
 * `outlet` publishes; `organization`; `person`; `group` ("NATO members") never speaks as such; `unnamed` ("a senior
 * diplomat") belongs to the one outlet that vouches for it.
 */
export type ActorKind = (typeof ACTOR_KINDS)[number];

export const RELATIONS = ['restates', 'contradicts', 'supersedes', 'derives-from', 'part-of', 'same-as'] as const;
/**
 * How a claim relates to another: it restates, contradicts, supersedes, derives from, is part of, or is the same as
 * the other. Only `same-as` merges the two.
 */
export type Relation = (typeof RELATIONS)[number];

/** How the speaker knows it; after the evidentiality categories of the PHEME dataset. */
export const BASES = [
  'witnessed',
  'recording',
  'document',
  'named-source',
  'unnamed-source',
  'reasoning',
  'none-given',
] as const;
/**
 * What the speaker bases the act on (after PHEME's evidentiality): it witnessed the matter, has a recording, a
 * document, a named source or an unnamed source, reasons, or gives no basis.
 */
export type Basis = (typeof BASES)[number];

export const CITATION_USES = ['quotes', 'paraphrases', 'credits'] as const;
/** Whether the act quotes the cited source, paraphrases it, or only credits it. */
export type CitationUse = (typeof CITATION_USES)[number];

export const EXTENTS = ['whole', 'part'] as const;
/** Whether an act is about the whole claim or entry, or about a part of it. */
export type Extent = (typeof EXTENTS)[number];

export const TAKES_BACK = ['whole', 'part', 'nothing'] as const;
/** How much the speaker takes back of its earlier entry: the whole, a part, or nothing. */
export type TakesBack = (typeof TAKES_BACK)[number];

export const REACTIONS = ['condemned', 'welcomed', 'commented', 'agreed', 'disagreed', 'noted'] as const;
/**
 * How an actor reacted, without taking a side on the truth of the claim: `agreed` and `disagreed` are without knowledge of
 * its own, `noted` without an opinion.
 */
export type Reaction = (typeof REACTIONS)[number];

export const SEARCH_OUTCOMES = ['found-nothing', 'found', 'no-answer', 'declined'] as const;
/** The outcome of a search for confirmation. `no-answer` and `declined` don't count as results. */
export type SearchOutcome = (typeof SEARCH_OUTCOMES)[number];

export const BEARINGS = ['supports', 'refutes', 'context'] as const;
/** Whether evidence supports the claim, refutes it, or gives context. */
export type Bearing = (typeof BEARINGS)[number];

export const AUTHENTICITIES = ['genuine', 'forged', 'unexamined'] as const;
/** What is known about evidence: found genuine, found forged, or not examined. */
export type Authenticity = (typeof AUTHENTICITIES)[number];

export const RATINGS = [
  'true',
  'mostly-true',
  'mixture',
  'mostly-false',
  'false',
  'misleading',
  'missing-context',
  'unproven',
  'conflicting-evidence',
  'satire',
  'not-checkable',
  'other',
] as const;
/**
 * The rating of a verdict. `true` and `mostly-true` are for the claim, `false` and `mostly-false` against it; the
 * others have no direction. `other`: the publisher's label fits none of these.
 */
export type Rating = (typeof RATINGS)[number];

export const FORECAST_OUTCOMES = ['came-true', 'did-not', 'in-part', 'lapsed'] as const;
/** What became of a forecast: it came true, did not, came true in part, or lapsed. */
export type ForecastOutcome = (typeof FORECAST_OUTCOMES)[number];

export const STATUSES = [
  'rated',
  'fulfilled',
  'unfulfilled',
  'partly-fulfilled',
  'lapsed',
  'retracted',
  'disputed',
  'stated',
  'confirmed',
  'refuted',
  'denied',
  'corroborated',
  'open',
  'unsubstantiated',
  'unverified',
] as const;
/** What is known of a claim. It follows from the claim's entries under a policy. */
export type Status = (typeof STATUSES)[number];
