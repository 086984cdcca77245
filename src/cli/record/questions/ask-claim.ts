import type { ClaimView } from '../../../claims/queries/views.js';
import { parseOccurredAt } from '../../../domain/fuzzy-time.js';
import { CLAIM_KINDS, type ClaimKind } from '../../../domain/vocabulary.js';
import { searchClaims } from '../../lookup/claims.js';
import { newestNarratives } from '../../lookup/narratives.js';
import { askLanguage } from '../../register/ask-language.js';
import { askActor, askActorOrNobody } from './ask-actor.js';
import { TIMES } from './ask-document.js';
import { filled, type Interview, optional, reasonOf, unlessEmpty, UNREGISTERED } from './interview.js';

const KIND: Readonly<Record<ClaimKind, string>> = {
  factual: 'something that is so, or happened',
  statistical: 'a number',
  position: 'what somebody wants, holds or undertakes',
  forecast: 'something that is to happen',
};

/** Asks for a claim by words of it, and offers to register one that isn't there. */
export async function askClaim(interview: Interview, message: string): Promise<ClaimView> {
  const { client, prompter } = interview;
  for (;;) {
    const words = await prompter.text({ message, example: 'words of it, or its id', validate: filled });
    const found = await searchClaims(client, words);
    const only = found.length === 1 && found[0]?.id === words ? found[0] : undefined;
    if (only) return client.get<ClaimView>(`/v1/claims/${only.id}`);
    const choices = found
      .slice(0, 20)
      .map(({ id, text, status }) => ({ value: id, label: text, hint: `${status}, ${id}` }));
    const chosen = await prompter.choose<string | symbol>(
      choices.length > 0 ? 'Which one?' : `No claim has words of "${words}".`,
      [...choices, { value: NEW, label: 'Register a new claim' }, { value: AGAIN, label: 'Search again' }],
    );
    if (typeof chosen === 'string') return client.get<ClaimView>(`/v1/claims/${chosen}`);
    if (chosen === NEW) return registerClaim(interview, words);
  }
}

const NEW = Symbol('new');
const AGAIN = Symbol('again');

async function registerClaim(interview: Interview, words: string): Promise<ClaimView> {
  const { prompter, pending } = interview;
  const message = 'The claim in one sentence, with its own time (never "last month"):';
  const text = await prompter.text({ message, initial: words, validate: filled });
  const language = await askLanguage(prompter);
  const kind = await prompter.choose(
    'What does it say?',
    CLAIM_KINDS.map((value) => ({ value, label: `${value}: ${KIND[value]}` })),
  );
  const holder = kind === 'position' ? (await askActor(interview, 'Whose position is it?')).id : undefined;
  const due = kind === 'forecast' ? optional(await askTime(interview, 'When is it to happen?')) : undefined;
  const about = await askAbout(interview);
  const topics = listed(await prompter.text({ message: 'Topics?', example: 'ukraine, territory; empty: none' }));
  const fields = {
    text,
    language,
    kind,
    about,
    topics,
    ...(holder !== undefined && { holder }),
    ...(due !== undefined && { due }),
  };
  const id = await interview.register('claims', text, fields);
  const narrative = await askNarrative(interview, 'Does it belong to a narrative?');
  if (narrative !== undefined) interview.memberships.push({ claim: id, narrative });
  const claim = {
    ...{ id, ...fields, narratives: [], sameAs: [], links: [], verification: UNVERIFIED, ...UNREGISTERED },
    recordedFrom: '',
  };
  pending.claims.set(id, claim);
  return claim;
}

/** What a claim that isn't registered yet is shown with; the ledger's own state is read once it is registered. */
const UNVERIFIED: ClaimView['verification'] = {
  status: 'unverified',
  rule: 'unverified/none',
  summary: { text: '', language: 'en', parts: [] },
  policy: '',
  because: [],
  possibly: [],
  origins: [],
  withoutEffect: [],
  counts: { named: 0, unnamed: 0, unsourced: 0, unrecorded: 0, circular: 0 },
  changes: 0,
  coverage: { reporters: 0, independentOrigins: 0, deniedByAbout: false },
  totals: { because: 0, possibly: 0, origins: 0, withoutEffect: 0 },
  since: '',
  recordedFrom: '',
  cause: { entry: '' },
  position: '',
};

async function askAbout(interview: Interview): Promise<string[]> {
  const about: string[] = [];
  for (;;) {
    const message = about.length === 0 ? 'Whose own acts or words would settle it?' : 'Who else?';
    const actor = await askActorOrNobody(interview, message);
    if (!actor) return about;
    if (!about.includes(actor.id)) about.push(actor.id);
  }
}

const askTime = ({ prompter }: Interview, message: string): Promise<string> =>
  prompter.text({ message, example: TIMES, validate: unlessEmpty(reasonOf(parseOccurredAt)) });

export const listed = (answer: string): string[] =>
  answer
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Asks for a narrative, and offers to register one; undefined for none. */
export async function askNarrative(interview: Interview, message: string): Promise<string | undefined> {
  const { client, prompter, pending } = interview;
  const known = [...pending.narratives.values(), ...(await newestNarratives(client))];
  const chosen = await prompter.choose<string | symbol>(message, [
    { value: NONE, label: 'No' },
    ...known.map(({ id, title }) => ({ value: id, label: title, hint: id })),
    { value: NEW, label: 'Register a new narrative' },
  ]);
  if (chosen === NONE) return undefined;
  if (typeof chosen === 'string') return chosen;
  const title = await prompter.text({ message: 'Its title?', validate: filled });
  const id = await interview.register('narratives', title, { title });
  pending.narratives.set(id, { id, title });
  return id;
}

const NONE = Symbol('none');
