import type { ClaimView } from '../../../claims/queries/views.js';
import { findClaim } from '../../lookup/claims.js';
import { askLanguage } from '../../register/ask-language.js';
import { fetchClaimReport } from '../../show/fetch-claim-report.js';
import { type Act, ACTS, isWorldAct } from '../acts.js';
import { EntryNames } from '../entry-names.js';
import type { EntryOption, EntryOptions } from '../entry-options.js';
import { askClaim } from './ask-claim.js';
import { isActType } from './ask-entry.js';
import type { Interview } from './interview.js';
import { type Asked, askOption } from './option-questions.js';

/** What the answers add up to. */
export interface Answers {
  readonly act: Act;
  readonly options: EntryOptions;
  readonly names: EntryNames;
}

/**
 * Asks for all that an entry needs, except for what was given. Registers nothing: what is new is noted in the interview.
 * Throws a `CancelledError`.
 */
export async function askRecord(
  interview: Interview,
  given: { readonly claim: string | undefined; readonly options: EntryOptions },
): Promise<Answers> {
  const claim =
    given.claim === undefined
      ? await askClaim(interview, 'Which claim?')
      : await findClaim(interview.client, given.claim);
  const names = await namesOf(interview, claim);
  const act = await askAct(interview, names);
  const options: Record<string, unknown> = { ...given.options };
  const asked: Asked = { interview, act, names };
  const isGiven = (option: EntryOption) => options[option] !== undefined;
  const askLanguageOf = async (option: EntryOption) => {
    if (option !== 'wording' || !isGiven('wording') || isGiven('language')) return;
    options['language'] = await askLanguage(interview.prompter);
  };
  const ask = async (option: EntryOption) => {
    options[option] = await askOption(option, asked);
    await askLanguageOf(option);
    know(interview, names);
  };
  await askLanguageOf('wording');
  for (const option of act.requires) if (!isGiven(option) && !LATER.includes(option)) await ask(option);
  if (isWorldAct(act)) {
    for (const option of LATER) {
      if (isGiven(option) || !isAsked(option, asked, options)) continue;
      await ask(option);
    }
    if (SOURCED.includes(act.type)) await askSources(asked, options, ask);
  }
  await askMore(asked, options, ask);
  return { act, options, names };
}

/** The last questions, in this order: those that most acts share. */
const LATER: readonly EntryOption[] = ['basis', 'document', 'quote', 'occurredAt', 'after'];

function isAsked(option: EntryOption, { act, names }: Asked, options: Readonly<Record<string, unknown>>): boolean {
  switch (option) {
    case 'basis':
      return act.requires.includes('basis');
    case 'quote':
      return options['document'] !== undefined;
    case 'after':
      // Only where no date says what came first, and there is something to follow.
      return (
        options['occurredAt'] === undefined &&
        names.history.some((item) => item.kind === 'entry' && isActType(item.type))
      );
    default:
      return true;
  }
}

async function namesOf({ client, pending }: Interview, claim: ClaimView): Promise<EntryNames> {
  if (pending.claims.has(claim.id)) return new EntryNames(client, { claim, history: [] });
  return new EntryNames(client, await fetchClaimReport(client, claim.id));
}

/** Lets the names of what is about to be registered be found. */
function know({ pending }: Interview, names: EntryNames): void {
  for (const [id, actor] of pending.actors) names.actors.set(id, actor);
  for (const [id, document] of pending.documents) names.documents.set(id, document);
  for (const [id, claim] of pending.claims) names.claims.set(id, claim);
  for (const [id, narrative] of pending.narratives) names.narratives.set(id, narrative);
}

async function askAct({ prompter }: Interview, names: EntryNames): Promise<Act> {
  const hasActs = names.history.some((item) => item.kind === 'entry' && isActType(item.type));
  const isForecast = names.claim.kind === 'forecast';
  const offered = ACTS.filter(
    (act) => (hasActs || !act.requires.includes('of')) && (isForecast || act.word !== 'resolved'),
  );
  return prompter.choose(
    'What happened?',
    offered.map((act) => ({ value: act, label: act.meaning, hint: act.word })),
  );
}

/** Acts that mostly rest on somebody else's word. */
const SOURCED: readonly string[] = ['ClaimReported', 'ClaimRepeated', 'ClaimInterpreted'];

async function askSources(
  { interview: { prompter } }: Asked,
  options: Readonly<Record<string, unknown>>,
  ask: (option: EntryOption) => Promise<void>,
): Promise<void> {
  if (['quoting', 'paraphrasing', 'citing'].some((option) => options[option] !== undefined)) return;
  const use = await prompter.choose<EntryOption | undefined>('On whose word?', [
    { value: undefined, label: 'they name no source' },
    { value: 'citing', label: 'they name a source' },
    { value: 'quoting', label: 'they quote somebody' },
    { value: 'paraphrasing', label: 'they paraphrase somebody' },
  ]);
  if (use !== undefined) await ask(use);
}

const MORE: Readonly<Partial<Record<EntryOption, string>>> = {
  onBehalfOf: 'on whose behalf they spoke',
  wording: 'how they put the claim',
  of: 'that it is about one statement only',
  extent: 'that it is about a part',
  replacementClaim: "the claim that takes this one's place",
  quoting: 'whom they quote',
  paraphrasing: 'whom they paraphrase',
  citing: 'whom they name as the source',
  translated: 'that the words were translated',
  where: 'where they looked',
  query: 'what they looked for',
  asked: 'whom they asked',
  goodUntil: 'until when the result counts',
  primary: 'whether it shows the fact itself',
  label: "the publisher's own words",
  reviewUrl: 'where the verdict is published',
  rationale: 'the reasons for the verdict',
  replacement: 'the entry that takes its place',
  text: 'another text',
  kind: 'another kind',
  holder: 'whose position it is',
  due: 'when the forecast is due',
  about: 'whom it is about',
  topic: 'its topics',
};

/** Asks for whatever else the act allows, until there is nothing to add. */
async function askMore(
  { interview: { prompter }, act }: Asked,
  options: Readonly<Record<string, unknown>>,
  ask: (option: EntryOption) => Promise<void>,
): Promise<void> {
  for (;;) {
    const left = act.allows.filter((option) => options[option] === undefined && MORE[option] !== undefined);
    if (left.length === 0) return;
    const nothing = { value: undefined, label: 'No' };
    const choices = left.map((value) => ({ value, label: `Yes: ${MORE[value] ?? value}` }));
    const next = await prompter.choose<EntryOption | undefined>('Anything to add?', [nothing, ...choices]);
    if (next === undefined) return;
    await ask(next);
  }
}
