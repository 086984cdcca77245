import type {
  Authenticity,
  Basis,
  Bearing,
  CitationUse,
  Extent,
  ForecastOutcome,
  Rating,
  Reaction,
  SearchOutcome,
  TakesBack,
} from './vocabulary.js';

/**
 * A reference to an entry: its id within its own claim, `claim/entry` from anywhere. Ids are slugs or UUIDs, so they
 * contain no slash.
 */
export type EntryRef = string;

/** The full form, `claim/entry`, of a reference in this claim. */
export function refOf(claim: string, ref: EntryRef): string {
  return ref.includes('/') ? ref : `${claim}/${ref}`;
}

/** A cited entry, actor or document, how it is used, and whether it was translated. */
export type Citation = ({ readonly entry: EntryRef } | { readonly actor: string } | { readonly document: string }) & {
  readonly use: CitationUse;
  readonly translated?: boolean;
};

export interface Wording {
  readonly text: string;
  readonly language: string;
}

export interface Quote {
  readonly text: string;
  /** Offsets in the archived text of the document, in UTF-16 code units; the end is exclusive. */
  readonly position?: { readonly start: number; readonly end: number };
}

/** The fields of every act. Several actors in `by` act jointly: one act, one origin. */
export interface Act {
  /** The entry's own id. */
  readonly id: string;
  readonly by: readonly string[];
  readonly onBehalfOf?: readonly string[];
  readonly occurredAt?: string;
  readonly after?: readonly EntryRef[];
  readonly document?: string;
  readonly quote?: Quote;
  readonly cites?: readonly Citation[];
  readonly basis?: Basis;
  readonly wording?: Wording;
}

interface WithBasis {
  readonly basis: Basis;
}

/** The confirmed, denied or questioned entry; without `of`, the claim itself. */
interface OfClaimOrEntry {
  readonly of?: EntryRef;
  readonly extent: Extent;
}

interface TakingBack {
  readonly of: EntryRef;
  readonly takesBack: TakesBack;
}

export type ClaimAsserted = Act & WithBasis;
export type ClaimReported = Act & WithBasis;
export type ClaimRepeated = Act;
export type ClaimInterpreted = Act & {
  readonly interprets: { readonly entry: EntryRef } | { readonly document: string };
};
export type ClaimConfirmed = Act & WithBasis & OfClaimOrEntry;
export type ClaimDenied = Act & WithBasis & OfClaimOrEntry;
export type ClaimQuestioned = Act & OfClaimOrEntry;
export type StatementRetracted = Act & TakingBack;
export type ApologyIssued = Act & TakingBack;
export type CorrectionIssued = Act & TakingBack;
/** `wording` is the new wording, `replacementClaim` the claim that replaces this one. */
export type StatementReworded = Act & TakingBack & { readonly wording: Wording; readonly replacementClaim?: string };
export type ReactionRecorded = Act & { readonly reaction: Reaction; readonly of?: EntryRef };
export type ConfirmationSought = Act & {
  readonly where?: string;
  readonly query?: string;
  readonly asked?: readonly string[];
  readonly outcome: SearchOutcome;
  /** A day or an instant after which the search has expired. */
  readonly goodUntil?: string;
};
export type EvidenceAttached = Act & {
  readonly document: string;
  readonly of?: EntryRef;
  readonly bearing: Bearing;
  readonly primary: boolean;
  readonly authenticity: Authenticity;
};
export type VerdictIssued = Act & {
  readonly rating: Rating;
  /** The rating in the publisher's own words. */
  readonly label?: string;
  readonly reviewUrl?: string;
  readonly rationale?: string;
};
export type VerdictWithdrawn = Act & { readonly of: EntryRef };
export type ForecastResolved = Act & { readonly outcome: ForecastOutcome; readonly document: string };

/** Voids an entry that was recorded by mistake. References to it then lead to the replacement, if there is one. */
export interface EntryVoided {
  readonly id: string;
  /** The id of an earlier entry of the same claim, but not its registration. */
  readonly voids: string;
  readonly reason: string;
  /** The id of an entry of the same claim. */
  readonly replacement?: string;
}

/** The acts that a policy evaluates, by event type. */
export interface JudgedTypes {
  ClaimAsserted: ClaimAsserted;
  ClaimReported: ClaimReported;
  ClaimRepeated: ClaimRepeated;
  ClaimInterpreted: ClaimInterpreted;
  ClaimConfirmed: ClaimConfirmed;
  ClaimDenied: ClaimDenied;
  ClaimQuestioned: ClaimQuestioned;
  StatementRetracted: StatementRetracted;
  ApologyIssued: ApologyIssued;
  CorrectionIssued: CorrectionIssued;
  StatementReworded: StatementReworded;
  ReactionRecorded: ReactionRecorded;
  ConfirmationSought: ConfirmationSought;
  EvidenceAttached: EvidenceAttached;
  VerdictIssued: VerdictIssued;
  VerdictWithdrawn: VerdictWithdrawn;
  ForecastResolved: ForecastResolved;
}
export type ActType = keyof JudgedTypes;

/** An act or a void as the log holds it. */
export type JudgedEntry = {
  [T in ActType | 'EntryVoided']: {
    readonly claim: string;
    readonly type: T;
    readonly data: T extends ActType ? JudgedTypes[T] : EntryVoided;
    /** Effective recorded time, an ISO instant in UTC with milliseconds: never decreases over the log. */
    readonly recordedAt: string;
  };
}[ActType | 'EntryVoided'];
