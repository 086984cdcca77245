import {
  AUTHENTICITIES,
  type Authenticity,
  BASES,
  type Basis,
  BEARINGS,
  type Bearing,
  CLAIM_KINDS,
  EXTENTS,
  FORECAST_OUTCOMES,
  type ForecastOutcome,
  RATINGS,
  RELATIONS,
  SEARCH_OUTCOMES,
  type SearchOutcome,
  TAKES_BACK,
} from '../../../domain/vocabulary.js';
import { parseDayOrInstant, parseOccurredAt } from '../../../domain/fuzzy-time.js';
import { askLanguage } from '../../register/ask-language.js';
import { RELATION } from '../../show/entry-headline.js';
import type { Act } from '../acts.js';
import type { EntryNames } from '../entry-names.js';
import type { EntryOption, EntryOptions } from '../entry-options.js';
import { askActor, askActorOrNobody } from './ask-actor.js';
import { askClaim, askNarrative, listed } from './ask-claim.js';
import { askDocument, askDocumentOrNone, TIMES } from './ask-document.js';
import { askEntry } from './ask-entry.js';
import { filled, type Interview, optional, reasonOf, unlessEmpty } from './interview.js';

/** What a question is about. */
export interface Asked {
  readonly interview: Interview;
  readonly act: Act;
  readonly names: EntryNames;
}

type Question<Option extends EntryOption> = (asked: Asked) => Promise<EntryOptions[Option]>;

const BASIS: Readonly<Record<Basis, string>> = {
  witnessed: 'they saw or heard it themselves',
  recording: 'a recording of it',
  document: 'a document',
  'named-source': 'a source that they name',
  'unnamed-source': 'a source that they do not name',
  reasoning: 'they conclude it',
  'none-given': 'they do not say',
};

const FOUND: Readonly<Record<SearchOutcome, string>> = {
  'found-nothing': 'they found nothing',
  found: 'they found a confirmation',
  'no-answer': 'whom they asked did not answer',
  declined: 'whom they asked declined to answer',
};

const CAME: Readonly<Record<ForecastOutcome, string>> = {
  'came-true': 'it came true',
  'did-not': 'it did not come true',
  'in-part': 'it came true in part',
  lapsed: 'it lapsed',
};

const BEARING: Readonly<Record<Bearing, string>> = {
  supports: 'it shows that the claim is so',
  refutes: 'it shows that the claim is not so',
  context: 'it gives context',
};

const GENUINE: Readonly<Record<Authenticity, string>> = {
  genuine: 'it is genuine',
  forged: 'it is forged',
  unexamined: 'nobody has examined that',
};

const inWords = <Word extends string>(words: readonly Word[], labels: Readonly<Record<Word, string>>) =>
  words.map((value) => ({ value, label: labels[value], hint: value }));

const plain = <Word extends string>(words: readonly Word[]) => words.map((value) => ({ value, label: value }));

const text =
  (message: string, example = 'empty: leave it out') =>
  async ({ interview: { prompter } }: Asked): Promise<string> =>
    prompter.text({ message, example });

const textNeeded =
  (message: string) =>
  ({ interview: { prompter } }: Asked): Promise<string> =>
    prompter.text({ message, validate: filled });

const time =
  (message: string, example: string, check: (answer: string) => unknown) =>
  ({ interview: { prompter } }: Asked): Promise<string> =>
    prompter.text({ message, example, validate: unlessEmpty(reasonOf(check)) });

/** A source: an entry of the claim, an actor or a document, as the options of `record` name one. */
async function source(
  { interview, names }: Asked,
  kinds: readonly ('entry' | 'actor' | 'document')[],
): Promise<string> {
  const labels = { entry: 'something said on this claim', actor: 'somebody', document: 'a document' };
  const offered = kinds.filter((kind) => kind !== 'entry' || names.history.length > 1);
  const kind = await interview.prompter.choose(
    'What is it?',
    plain(offered).map((one) => ({ ...one, label: labels[one.value] })),
  );
  if (kind === 'actor') return `actor:${(await askActor(interview, 'Who?')).id}`;
  if (kind === 'document') return `document:${(await askDocument(interview, 'Which document?')).id}`;
  return `entry:${(await askEntry(interview, names, 'Which one?')) ?? ''}`;
}

const sources = async (asked: Asked): Promise<readonly string[]> => [
  await source(asked, ['entry', 'actor', 'document']),
];

const actors =
  (message: string) =>
  async ({ interview }: Asked): Promise<readonly string[]> => [(await askActor(interview, message)).id];

/** The question for each option. An empty answer leaves the option out. */
export const QUESTIONS: { readonly [Option in EntryOption]: Question<Option> } = {
  by: async ({ interview, act }) => [(await askActor(interview, whoQuestion(act))).id],
  onBehalfOf: actors('On whose behalf?'),
  basis: ({ interview }) => interview.prompter.choose('Where do they have it from?', inWords(BASES, BASIS)),
  occurredAt: time('When did it happen?', TIMES, parseOccurredAt),
  after: async ({ interview, names }) => {
    const entry = await askEntry(interview, names, 'Is it known to follow one of these?', { none: 'No' });
    return entry === undefined ? undefined : [entry];
  },
  document: async ({ interview, act }) =>
    act.requires.includes('document')
      ? (await askDocument(interview, 'Which document?')).id
      : (await askDocumentOrNone(interview, 'Where can it be read?'))?.id,
  quote: text("The speaker's words in that document?"),
  capacity: text('In what office did they speak, in the words of the source?'),
  wording: async (asked) =>
    asked.act.requires.includes('wording')
      ? textNeeded('The new wording?')(asked)
      : text('How did they put the claim?')(asked),
  language: ({ interview: { prompter } }) => askLanguage(prompter),
  quoting: sources,
  paraphrasing: sources,
  citing: sources,
  translated: ({ interview }) => interview.prompter.confirm('Were the words translated on the way?'),
  of: async ({ interview, act, names }) => {
    if (act.type === 'VerdictWithdrawn') {
      return askEntry(interview, names, 'Which verdict?', { isOffered: (type) => type === 'VerdictIssued' });
    }
    if (act.type === 'EntryVoided')
      return askEntry(interview, names, 'Which entry was a mistake?', { isOffered: isVoidable });
    return act.requires.includes('of')
      ? askEntry(interview, names, 'Which statement?')
      : askEntry(interview, names, 'Is it about one statement only?', { none: 'No, about the claim' });
  },
  extent: ({ interview }) => interview.prompter.choose('In whole or in part?', plain(EXTENTS)),
  takesBack: ({ interview }) => interview.prompter.choose('How much do they take back?', plain(TAKES_BACK)),
  replacementClaim: async ({ interview }) => (await askClaim(interview, "Which claim takes this one's place?")).id,
  interprets: (asked) => source(asked, ['entry', 'document']),
  outcome: ({ interview, act }) =>
    act.type === 'ForecastResolved'
      ? interview.prompter.choose('What became of it?', inWords(FORECAST_OUTCOMES, CAME))
      : interview.prompter.choose('What did they find?', inWords(SEARCH_OUTCOMES, FOUND)),
  where: text('Where did they look?'),
  query: text('What did they look for?'),
  asked: actors('Whom did they ask?'),
  goodUntil: time(
    'Until which day does the result count?',
    '2024-05-01; empty: until the next search',
    parseDayOrInstant,
  ),
  bearing: ({ interview }) => interview.prompter.choose('What does the document do?', inWords(BEARINGS, BEARING)),
  primary: ({ interview }) =>
    interview.prompter.confirm('Does it show the fact itself, and not what somebody says of it?'),
  authenticity: ({ interview }) => interview.prompter.choose('Is it genuine?', inWords(AUTHENTICITIES, GENUINE)),
  rating: ({ interview }) => interview.prompter.choose('The verdict?', plain(RATINGS)),
  label: text("The publisher's own words for it?"),
  reviewUrl: text('Where is the verdict published?', 'https://…; empty: leave it out'),
  rationale: text('Why?'),
  relation: ({ interview }) =>
    interview.prompter.choose(
      'How does this claim relate to the other?',
      RELATIONS.map((value) => ({
        value,
        label: `it ${value === 'same-as' || value === 'part-of' ? 'is ' : ''}${RELATION[value].to} the other`,
      })),
    ),
  other: async ({ interview }) => (await askClaim(interview, 'Which other claim?')).id,
  reason: textNeeded('Why was it a mistake?'),
  replacement: ({ interview, names }) =>
    askEntry(interview, names, 'Does another entry take its place?', { none: 'No' }),
  narrative: ({ interview }) => askNarrative(interview, 'Which narrative?'),
  text: ({ interview, names }) =>
    interview.prompter.text({ message: 'The text?', initial: names.claim.text, validate: filled }),
  kind: ({ interview }) => interview.prompter.choose('The kind?', plain(CLAIM_KINDS)),
  holder: async ({ interview }) => (await askActorOrNobody(interview, 'Whose position is it?'))?.id,
  due: time('When is it to happen?', TIMES, parseOccurredAt),
  about: actors('Whom is it about?'),
  topic: async ({ interview: { prompter } }) =>
    listed(await prompter.text({ message: 'Its topics?', validate: filled })),
};

const isVoidable = (type: string): boolean => type !== 'ClaimRegistered';

const WHO: Readonly<Partial<Record<Act['word'], string>>> = {
  interpreted: 'Who reads it into a statement?',
  apologized: 'Who apologized?',
  commented: 'Who commented on it?',
  searched: 'Who looked for a confirmation?',
  evidence: 'Who examined the document?',
  rated: 'Who gave the verdict?',
  withdrawn: 'Who withdrew the verdict?',
  resolved: 'Who says what became of it?',
};

const whoQuestion = ({ word }: Act): string => WHO[word] ?? `Who ${word} it?`;

/** Asks for an option. Undefined for an answer that leaves it out. */
export async function askOption<Option extends EntryOption>(
  option: Option,
  asked: Asked,
): Promise<EntryOptions[Option] | undefined> {
  const answer = await QUESTIONS[option](asked);
  return typeof answer === 'string' ? (optional(answer) as EntryOptions[Option] | undefined) : answer;
}
