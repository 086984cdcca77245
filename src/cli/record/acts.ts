import type { ClaimEventTypes } from '../../claims/claim.events.js';
import { type Reaction, REACTIONS } from '../../domain/vocabulary.js';
import type { EntryOption } from './entry-options.js';

/** Something that can be recorded about a claim. */
export interface Act {
  /** What the command line calls it. */
  readonly word: string;
  readonly type: keyof ClaimEventTypes | 'NarrativeClaimAdded' | 'NarrativeClaimRemoved';
  /** What it means, in a few words. */
  readonly meaning: string;
  readonly requires: readonly EntryOption[];
  readonly allows: readonly EntryOption[];
  /** Fields that the word itself decides. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** What every act in the world may say. */
const WORLD: readonly EntryOption[] = [
  'by',
  'onBehalfOf',
  'basis',
  'occurredAt',
  'after',
  'document',
  'quote',
  'capacity',
  'wording',
  'language',
  'quoting',
  'paraphrasing',
  'citing',
  'translated',
];

type Details = Partial<Pick<Act, 'requires' | 'allows' | 'fields'>>;

const world = (word: string, type: Act['type'], meaning: string, details: Details = {}): Act => {
  const { requires = [], allows = [], fields } = details;
  return {
    word,
    type,
    meaning,
    requires: ['by', ...requires],
    allows: [...WORLD, ...allows],
    ...(fields && { fields }),
  };
};

const BASED: Details = { requires: ['basis'] };
const SIDED: Details = { requires: ['basis'], allows: ['of', 'extent'] };
const ABOUT_OWN_WORD: Details = { requires: ['of', 'takesBack'] };

const REACTION: Readonly<Record<Reaction, string>> = {
  condemned: 'somebody condemns it',
  welcomed: 'somebody welcomes it',
  commented: 'somebody comments on it',
  agreed: 'somebody agrees, without knowledge of their own',
  disagreed: 'somebody disagrees, without knowledge of their own',
  noted: 'somebody takes note of it, without an opinion',
};

/** Acts in the world: somebody did something about the claim. */
const WORLD_ACTS: readonly Act[] = [
  world('asserted', 'ClaimAsserted', 'somebody says in their own name that it is so', BASED),
  world('reported', 'ClaimReported', 'somebody reports what others say', BASED),
  world('repeated', 'ClaimRepeated', 'somebody spreads it without any work of their own'),
  world('interpreted', 'ClaimInterpreted', "somebody reads it into another's statement", { requires: ['interprets'] }),
  world('confirmed', 'ClaimConfirmed', 'somebody confirms it from their own knowledge', SIDED),
  world('denied', 'ClaimDenied', 'somebody denies it', SIDED),
  world('questioned', 'ClaimQuestioned', 'somebody doubts it', { allows: ['of', 'extent'] }),
  world('retracted', 'StatementRetracted', 'somebody takes back what they said', ABOUT_OWN_WORD),
  world('apologized', 'ApologyIssued', 'somebody apologizes for what they said', ABOUT_OWN_WORD),
  world('corrected', 'CorrectionIssued', 'somebody corrects what they said', ABOUT_OWN_WORD),
  world('reworded', 'StatementReworded', 'somebody puts what they said in other words', {
    requires: ['of', 'takesBack', 'wording', 'language'],
    allows: ['replacementClaim'],
  }),
  ...REACTIONS.map((reaction) =>
    world(reaction, 'ReactionRecorded', REACTION[reaction], { allows: ['of'], fields: { reaction } }),
  ),
  world('searched', 'ConfirmationSought', 'somebody looked for a confirmation, or asked for one', {
    requires: ['outcome'],
    allows: ['where', 'query', 'asked', 'goodUntil'],
  }),
  world('evidence', 'EvidenceAttached', 'a document supports it, refutes it or gives context', {
    requires: ['document', 'bearing', 'authenticity'],
    allows: ['primary', 'of'],
  }),
  world('rated', 'VerdictIssued', 'a fact-checker gives a verdict', {
    requires: ['rating'],
    allows: ['label', 'reviewUrl', 'rationale'],
  }),
  world('withdrawn', 'VerdictWithdrawn', 'a fact-checker withdraws a verdict', { requires: ['of'] }),
  world('resolved', 'ForecastResolved', 'it is known what became of a forecast', { requires: ['outcome', 'document'] }),
];

/** Acts of the record: changes of what the ledger itself says. */
const RECORD_ACTS: readonly Act[] = [
  {
    word: 'linked',
    type: 'ClaimLinked',
    meaning: 'the claim relates to another one, or is the same',
    requires: ['relation', 'other'],
    allows: [],
  },
  {
    word: 'unlinked',
    type: 'ClaimUnlinked',
    meaning: 'the claim does not relate to the other one after all',
    requires: ['relation', 'other'],
    allows: [],
  },
  {
    word: 'grouped',
    type: 'NarrativeClaimAdded',
    meaning: 'the claim belongs to a narrative',
    requires: ['narrative'],
    allows: [],
  },
  {
    word: 'ungrouped',
    type: 'NarrativeClaimRemoved',
    meaning: 'the claim does not belong to a narrative after all',
    requires: ['narrative'],
    allows: [],
  },
  {
    word: 'voided',
    type: 'EntryVoided',
    meaning: 'an entry was recorded by mistake',
    requires: ['of', 'reason'],
    allows: ['replacement'],
  },
  {
    word: 'amended',
    type: 'ClaimAmended',
    meaning: 'a clerical change of the claim; another proposition is another claim',
    requires: [],
    allows: ['text', 'language', 'kind', 'holder', 'due', 'about', 'topic'],
  },
];

/** Every act, in the order of the help. */
export const ACTS: readonly Act[] = [...WORLD_ACTS, ...RECORD_ACTS];

export const findAct = (word: string): Act | undefined => ACTS.find((act) => act.word === word);

/** Whether somebody did it in the world; else it is a change of the record. */
export const isWorldAct = (act: Act): boolean => act.requires.includes('by');
