import { foldText } from '../../../lib/fold-text.js';
import type { ActorView } from '../../../actors/actors.queries.js';
import { ACTOR_KINDS, type ActorKind } from '../../../domain/vocabulary.js';
import { searchActors } from '../../lookup/actors.js';
import { isCalled } from '../../lookup/close-names.js';
import { filled, type Interview, UNREGISTERED } from './interview.js';

const KIND: Readonly<Record<ActorKind, string>> = {
  person: 'a person',
  outlet: 'an outlet: a newspaper, an agency, a broadcaster, a site',
  organization: 'an organization: a state, a ministry, a company, an alliance',
  group: 'a group that never speaks as such, such as "NATO members"',
  unnamed: 'an unnamed source, for which an outlet vouches',
};

/** Asks for an actor by words of its name, and offers to register one that isn't there. */
export async function askActor(interview: Interview, message: string): Promise<ActorView> {
  for (;;) {
    const words = await interview.prompter.text({
      message,
      example: 'a name, a part of it, or an id',
      validate: filled,
    });
    const found = await findOrRegister(interview, words);
    if (found) return found;
  }
}

/** Like `askActor`; undefined for an empty answer. */
export async function askActorOrNobody(interview: Interview, message: string): Promise<ActorView | undefined> {
  for (;;) {
    const words = await interview.prompter.text({ message, example: 'a name or an id; empty: nobody' });
    if (words === '') return undefined;
    const found = await findOrRegister(interview, words);
    if (found) return found;
  }
}

/** Undefined if the person wants to search again. */
async function findOrRegister(interview: Interview, words: string): Promise<ActorView | undefined> {
  const { client, prompter, pending } = interview;
  const added = [...pending.actors.values()].filter(
    ({ id, name }) => id === words || foldText(name).includes(foldText(words)),
  );
  const known = await searchActors(client, words);
  const found = [...added, ...known].map((actor) => ({ ...actor, names: [actor.name, ...actor.aliases] }));
  const exact = found.filter((actor) => actor.id === words || isCalled(actor, words));
  if (exact.length === 1 && exact[0]) {
    prompter.say(`${exact[0].name} (${exact[0].id})`);
    return whole(interview, exact[0].id);
  }
  const choices = found.slice(0, 20).map(({ id, name, kind }) => ({ value: id, label: name, hint: `${kind}, ${id}` }));
  const chosen = await prompter.choose<string | symbol>(
    choices.length > 0 ? 'Which one?' : `There is no actor "${words}".`,
    [...choices, { value: NEW, label: `Register "${words}" as a new actor` }, { value: AGAIN, label: 'Search again' }],
  );
  if (chosen === AGAIN) return undefined;
  return typeof chosen === 'string' ? whole(interview, chosen) : registerActor(interview, words);
}

const NEW = Symbol('new');
const AGAIN = Symbol('again');

const whole = async ({ client, pending }: Interview, id: string): Promise<ActorView> =>
  pending.actors.get(id) ?? (await client.get<ActorView>(`/v1/actors/${id}`));

async function registerActor(interview: Interview, words: string): Promise<ActorView> {
  const { prompter, pending } = interview;
  const name = await prompter.text({ message: 'By what name is it known?', initial: words, validate: filled });
  const kinds = ACTOR_KINDS.map((value) => ({ value, label: KIND[value] })).sort(
    (a, b) => order(a.value) - order(b.value),
  );
  const kind = await prompter.choose(`What is ${name}?`, kinds);
  const more = kind === 'unnamed' ? await unnamedFields(interview, name) : {};
  const id = await interview.register('actors', name, { kind, name, ...more });
  const actor = { id, kind, name, aliases: [], sameAs: [], speaksFor: [], spokenForBy: [], ...more, ...UNREGISTERED };
  pending.actors.set(id, actor);
  return actor;
}

const order = (kind: ActorKind): number => Object.keys(KIND).indexOf(kind);

async function unnamedFields(interview: Interview, name: string): Promise<{ description: string; outlet: string }> {
  const message = "How does the outlet describe the source, in the outlet's own words?";
  const description = await interview.prompter.text({ message, initial: name, validate: filled });
  const outlet = await askActor(interview, 'Which outlet vouches for the source?');
  return { description, outlet: outlet.id };
}
