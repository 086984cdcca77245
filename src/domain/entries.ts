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

/** The reference to an entry: its id within its own claim, `claim/entry` from anywhere. Ids contain no slash. */
export type EntryRef = string;

/** The full form, `claim/entry`, of a reference in this claim. */
export function refOf(claim: string, ref: EntryRef): string {
  return ref.includes('/') ? ref : `${claim}/${ref}`;
}

/** The most entries that an act can be known to follow, directly and through others. */
export const MAX_EARLIER_ENTRIES = 200;

/** On whose word an act is done: exactly one entry, actor or document, and how it is used. */
export type Citation = (
  | {
      /** The cited entry. */
      readonly entry: EntryRef;
    }
  | {
      /** The id of the cited actor. */
      readonly actor: string;
    }
  | {
      /** The id of the cited document. */
      readonly document: string;
    }
) & {
  /** How the act uses the source. */
  readonly use: CitationUse;
  /** Whether the source's words were translated. */
  readonly translated?: boolean;
};

/** A citation of what a scenario leaves out: it leads nowhere. Never recorded. */
export type ExcludedCitation = Citation & { readonly isExcluded: true };

export const isExcludedCitation = (citation: Citation): citation is ExcludedCitation => 'isExcluded' in citation;

/** How a speaker worded the claim. */
export interface Wording {
  /** The words. */
  readonly text: string;
  /** The language of the text: a BCP 47 tag, such as `uk`. */
  readonly language: string;
}

/** Where a quote is in the archived text of the document: offsets in UTF-16 code units from its start. */
export interface QuotePosition {
  /** Offset of the first code unit. */
  readonly start: number;
  /** Offset after the last code unit. */
  readonly end: number;
}

/** The words of the speaker. */
export interface Quote {
  /** The words as spoken or written. */
  readonly text: string;
  /** Where they are in the archived text of the document. */
  readonly position?: QuotePosition;
}

/** What every act in the world has. */
export interface Act {
  /** The id of the entry, unique within the claim. */
  readonly id: string;
  /** The ids of the actors who acted. Several act jointly: one act, one origin. */
  readonly by: readonly string[];
  /** The ids of the actors on whose behalf they acted. */
  readonly onBehalfOf?: readonly string[];
  /**
   * When it happened, as precisely as it is known: a year, month, day or instant with offset, or an interval of these
   * (`2023`, `2023-05/2023-07`, `../2024-04-04`).
   */
  readonly occurredAt?: string;
  /** Entries that this act is known to follow. */
  readonly after?: readonly EntryRef[];
  /** The id of the document in which the act can be read or seen. */
  readonly document?: string;
  /** The words spoken. */
  readonly quote?: Quote;
  /** The sources on whose word the act is done. */
  readonly cites?: readonly Citation[];
  /** What the speaker bases the act on. */
  readonly basis?: Basis;
  /** How this speaker worded the claim. */
  readonly wording?: Wording;
  /** In what capacity they spoke, in the words of the source, such as an office. It gives no standing by itself. */
  readonly capacity?: string;
}

interface WithBasis {
  /** What the speaker bases the act on. */
  readonly basis: Basis;
}

/** Acts about the claim or about one of its entries. */
interface OfClaimOrEntry {
  /** The entry that is meant. Absent: the claim itself. */
  readonly of?: EntryRef;
  /** Whether the whole is meant or a part. */
  readonly extent: Extent;
}

interface TakingBack {
  /** The earlier entry that this act takes back, as a whole, in part, or not at all. */
  readonly of: EntryRef;
  /** How much of it is taken back. */
  readonly takesBack: TakesBack;
}

/** The speaker asserts the claim in its own name. */
export type ClaimAsserted = Act & WithBasis;
/** The speaker reports the claim, citing others. */
export type ClaimReported = Act & WithBasis;
/** The speaker repeats the claim without reporting of its own. */
export type ClaimRepeated = Act;
/** The statement into which the claim is read: exactly one entry or document. */
export type Interpreted =
  | {
      /** The entry whose statement is interpreted. */
      readonly entry: EntryRef;
    }
  | {
      /** The id of the document whose statement is interpreted. */
      readonly document: string;
    };
/** The speaker reads the claim into a statement of somebody else. */
export type ClaimInterpreted = Act & {
  readonly interprets: Interpreted;
};
/** The speaker confirms the claim, or one entry. */
export type ClaimConfirmed = Act & WithBasis & OfClaimOrEntry;
/** The speaker denies the claim, or one entry. */
export type ClaimDenied = Act & WithBasis & OfClaimOrEntry;
/** The speaker questions the claim, or one entry. */
export type ClaimQuestioned = Act & OfClaimOrEntry;
/** The speaker retracts an earlier statement. */
export type StatementRetracted = Act & TakingBack;
/** The speaker apologizes for an earlier statement. */
export type ApologyIssued = Act & TakingBack;
/** The speaker corrects an earlier statement. */
export type CorrectionIssued = Act & TakingBack;
/** The speaker words an earlier statement differently. */
export type StatementReworded = Act &
  TakingBack & {
    /** The new wording. */
    readonly wording: Wording;
    /** The id of the claim that takes this one's place. */
    readonly replacementClaim?: string;
  };
/** The speaker condemns, welcomes or comments, without saying whether the claim is true. */
export type ReactionRecorded = Act & {
  readonly reaction: Reaction;
  /** The entry that the reaction is to. Absent: the claim itself. */
  readonly of?: EntryRef;
};
/** Somebody looked for a confirmation, or asked others for it. */
export type ConfirmationSought = Act & {
  /** Where was looked, such as an archive or a search engine. */
  readonly where?: string;
  /** What was looked for. */
  readonly query?: string;
  /** The ids of the actors from whom confirmation was sought. */
  readonly asked?: readonly string[];
  /** What the search came to. */
  readonly outcome: SearchOutcome;
  /** When the search expires: a day, included, or an instant. Absent: it counts until the next search. */
  readonly goodUntil?: string;
};
/** Evidence on the claim, or on one entry. */
export type EvidenceAttached = Act & {
  /** The id of the document that is the evidence. */
  readonly document: string;
  /** The entry that the evidence is about. Absent: the claim itself. */
  readonly of?: EntryRef;
  /** What the evidence says of the claim or entry. */
  readonly bearing: Bearing;
  /** Whether it is primary evidence: it shows the matter itself, and not what somebody says about it. */
  readonly primary: boolean;
  /** Whether it was examined, and the result. */
  readonly authenticity: Authenticity;
};
/** A fact-checker rates the claim. */
export type VerdictIssued = Act & {
  /** The rating in terms of the ledger. */
  readonly rating: Rating;
  /** The publisher's own words for the rating. */
  readonly label?: string;
  /** The address of the published review. */
  readonly reviewUrl?: string;
  /** The reasons in the words of the fact-checker, or a summary. */
  readonly rationale?: string;
};
/** A fact-checker withdraws a verdict. */
export type VerdictWithdrawn = Act & {
  /** The verdict that is withdrawn. */
  readonly of: EntryRef;
};
/** What became of a forecast. */
export type ForecastResolved = Act & {
  readonly outcome: ForecastOutcome;
  /** The id of the document that shows the outcome. */
  readonly document: string;
};

/** Marks an earlier entry as recorded by mistake. Voiding a void restores the entry. */
export interface EntryVoided {
  /** The id of this entry, unique within the claim. */
  readonly id: string;
  /** The id of the entry that was recorded by mistake; never that of the registration. */
  readonly voids: string;
  /** Why it is void. */
  readonly reason: string;
  /** The id of the entry of this claim to which references to the voided one lead instead. */
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
