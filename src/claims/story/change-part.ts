import type {
  Authenticity,
  Bearing,
  Extent,
  ForecastOutcome,
  Rating,
  Reaction,
  SearchOutcome,
  Status,
  TakesBack,
} from '../../domain/vocabulary.js';

/** What the parts of a sentence about a change say, by code. A code never changes its meaning. */
export const CHANGE_CODES = {
  'on-merged-claim': 'Heading: what follows was recorded on a claim that is merged with this one.',
  registered: 'The claim was registered.',
  amended: 'The claim was amended.',
  merged: 'The claim was merged with another.',
  separated: 'The claim is no longer merged with another.',
  linked: 'The claim was linked to another.',
  unlinked: 'The claim is no longer linked to another.',
  voided: 'An entry was voided; `of` are the actors whose act it was.',
  restored: 'The void of an entry was voided.',
  said: 'These actors said so.',
  reported: 'These actors reported it; `credited` are those whom they cite.',
  repeated: 'These actors repeated it.',
  'read-into': 'These actors read it into a document, or into a statement of those in `credited`.',
  confirmed: 'These actors confirmed it; with `of`, only what these had said.',
  denied: 'These actors denied it; with `of`, only what these had said.',
  questioned: 'These actors questioned it; with `of`, only what these had said.',
  retracted: 'These actors took it back, or what those in `of` had said.',
  apologized: 'These actors apologized for it, or for what those in `of` had said.',
  corrected: 'These actors corrected it, or what those in `of` had said.',
  reworded: 'These actors reworded it, or what those in `of` had said.',
  reacted: 'These actors reacted to it.',
  searched: 'These actors looked for a confirmation, or asked those in `of`.',
  evidence: 'These actors attached a document as evidence.',
  rated: 'These actors rated it.',
  'verdict-withdrawn': 'These actors withdrew a verdict, their own or of those in `of`.',
  resolved: 'These actors said what became of the forecast.',
  'search-expired': 'A search that had found nothing expired.',
  'due-passed': 'The due date of the forecast passed.',
  'date-passed': 'A date passed.',
  'mandate-changed': 'For whom these actors speak changed on record.',
  'actor-changed': 'What is on record about these actors changed.',
  'document-changed': 'What is on record about a document changed.',
  became: 'What the claim is after the change, and what it was before.',
} as const satisfies Readonly<Record<string, string>>;

/** The code of a part of a sentence about a change. Codes never change; new ones may be added. */
export type ChangeCode = keyof typeof CHANGE_CODES;

/** One clause of a sentence about a change: its code, and what fills it. Lists of actors are short; the rest is counted. */
export interface ChangePart<Actor = string> {
  /** The code of what the part says. Codes never change. */
  readonly code: ChangeCode;
  /** The actors that it is about. */
  readonly actors?: readonly Actor[];
  /** How many actors there are besides those listed. */
  readonly others?: number;
  /** Why the words of these actors settle the claim: it is `about` them, or they are the `holder` of the position. */
  readonly subject?: 'about' | 'holder';
  /** The actors through whom these spoke by a mandate. */
  readonly through?: readonly Actor[];
  /** The actors on whose behalf these spoke, as recorded. */
  readonly behalf?: readonly Actor[];
  /** The actors whose entry it is about, if it is not their own. */
  readonly of?: readonly Actor[];
  /** The actors whom they cite or interpret. */
  readonly credited?: readonly Actor[];
  /** The id of the document that it is about. */
  readonly document?: string;
  /** The id of the other claim. */
  readonly claim?: string;
  /** Whether the whole is meant, or a part. */
  readonly extent?: Extent;
  /** How much was taken back. */
  readonly takesBack?: TakesBack;
  /** What the reaction was. */
  readonly reaction?: Reaction;
  /** What the search came to. */
  readonly found?: SearchOutcome;
  /** What the evidence says. */
  readonly bearing?: Bearing;
  /** Whether the evidence was examined, and the result. */
  readonly authenticity?: Authenticity;
  /** What became of the forecast. */
  readonly outcome?: ForecastOutcome;
  /** The rating of a verdict, or after the change. */
  readonly rating?: Rating;
  /** The rating before the change. */
  readonly ratingBefore?: Rating;
  /** The status after the change. */
  readonly status?: Status;
  /** The status before the change. */
  readonly statusBefore?: Status;
  /** The date that passed. */
  readonly date?: string;
}
