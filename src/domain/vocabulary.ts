/** The closed lists of values in stored events. A value never changes its meaning. */

export const CLAIM_KINDS = ['factual', 'statistical', 'position', 'forecast'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

export const ACTOR_KINDS = ['outlet', 'organization', 'person', 'group', 'unnamed'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

export const RELATIONS = ['restates', 'contradicts', 'supersedes', 'derives-from', 'part-of', 'same-as'] as const;
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
export type Basis = (typeof BASES)[number];

export const CITATION_USES = ['quotes', 'paraphrases', 'credits'] as const;
export type CitationUse = (typeof CITATION_USES)[number];

export const EXTENTS = ['whole', 'part'] as const;
export type Extent = (typeof EXTENTS)[number];

export const TAKES_BACK = ['whole', 'part', 'nothing'] as const;
export type TakesBack = (typeof TAKES_BACK)[number];

export const REACTIONS = ['condemned', 'welcomed', 'commented'] as const;
export type Reaction = (typeof REACTIONS)[number];

export const SEARCH_OUTCOMES = ['found-nothing', 'found', 'no-answer', 'declined'] as const;
export type SearchOutcome = (typeof SEARCH_OUTCOMES)[number];

export const BEARINGS = ['supports', 'refutes', 'context'] as const;
export type Bearing = (typeof BEARINGS)[number];

export const AUTHENTICITIES = ['genuine', 'forged', 'unexamined'] as const;
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
] as const;
export type Rating = (typeof RATINGS)[number];

export const FORECAST_OUTCOMES = ['came-true', 'did-not', 'in-part', 'lapsed'] as const;
export type ForecastOutcome = (typeof FORECAST_OUTCOMES)[number];

export const STATUSES = [
  'rated',
  'retracted',
  'disputed',
  'confirmed',
  'denied',
  'corroborated',
  'open',
  'unsubstantiated',
  'unverified',
] as const;
export type Status = (typeof STATUSES)[number];
