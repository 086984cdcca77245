import type { ActorKind } from '../../domain/vocabulary.js';

/** What a sentence needs of an actor. */
export interface NamedActor {
  readonly name: string;
  readonly kind: ActorKind;
  /** How the outlet describes an unnamed actor: no name, unless the actor is registered under these words. */
  readonly description?: string;
}

/** "A", "A and B", "A, B and C". */
export function listed(items: readonly string[], and = 'and'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${and} ${items.at(-1) ?? ''}`;
}

/** Whether an outlet is known only by what it published: "Publisher of “…”", or a URL in place of a name. */
export function isUnidentified({ kind, name }: Pick<NamedActor, 'kind' | 'name'>): boolean {
  return kind === 'outlet' && /^(?:publisher of\b|https?:\/\/)/i.test(name);
}

/**
 * An actor within a sentence, by its name. Articles are in lower case, except those of outlets: "the Kremlin", "The Hill".
 * A name that is the description of an unnamed actor is spelled like that, as it is made for sentences: "alliance sources".
 */
export function inSentence({ kind, name, description }: NamedActor): string {
  if (isUnidentified({ kind, name })) return 'an unidentified publisher';
  const words = description?.toLowerCase() === name.toLowerCase() ? description : name;
  const article = kind === 'outlet' || kind === 'person' ? /^(An?) (?=\S)/ : /^(The|An?) (?=\S)/;
  return words.replace(article, (found) => found.toLowerCase());
}

/** "A, B and 3 others"; publishers without a name of their own are counted. */
export function actorsInSentence(actors: readonly NamedActor[], others = 0): string {
  const known = actors.filter((actor) => !isUnidentified(actor)).map(inSentence);
  const unidentified = actors.length - known.length;
  const publishers =
    unidentified > 1 ? `${counted(unidentified)} unidentified publishers` : 'an unidentified publisher';
  return listed([
    ...known,
    ...(unidentified > 0 ? [publishers] : []),
    ...(others > 0 ? [others === 1 ? 'another' : `${counted(others)} others`] : []),
  ]);
}

/**
 * Whether a verb after it is in the plural: a group, or several people who go by one name, such as "four people involved
 * in the talks" or "Armed Forces of Ukraine". The names of states and outlets are in the singular, whatever their ending.
 */
export function isSeveral(actor: NamedActor): boolean {
  const { kind } = actor;
  if (kind === 'group') return true;
  if (kind === 'outlet') return false;
  const words = inSentence(actor);
  if (kind === 'person') return / (?:and|&) /.test(words);
  const [head = ''] = words.split(AFTER_HEAD);
  if (kind === 'organization') return PEOPLE.test(head);
  if (/ and (?:an?|another|one|two|three|several|the) /i.test(words)) return true;
  return !/^(?:an?|one|another) /i.test(words) && PLURAL.test(head);
}

/** What can follow the noun that a description is about. */
const AFTER_HEAD =
  /,| \(| (?:who|that|which|of|in|at|on|from|for|with|to|near|close|familiar|involved|briefed|inside|within|speaking|quoted|cited|working|about|by|behind)\b/;
const PEOPLE =
  /\b(?:officials|sources|diplomats|ambassadors|ministers|lawmakers|senators|authorities|allies|members|leaders|experts|analysts|observers|scientists|researchers|lawyers|prosecutors|activists|residents|witnesses|people|police|troops|soldiers|forces|fighters|rebels|militants|separatists|Houthis|Taliban|Democrats|Republicans)$/i;
const PLURAL = /(?:[a-hj-rtv-z]s|media|people|police|men|women|children)$/;

/** The possessive of a name: "NATO's", "the United States'". */
export function possessive(words: string): string {
  return /s$/i.test(words) ? `${words}'` : `${words}'s`;
}

const NUMBERS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** A number in a sentence: in words up to twelve. */
export const counted = (count: number): string => NUMBERS[count] ?? count.toLocaleString('en');

export const capitalized = (sentence: string): string => sentence.slice(0, 1).toUpperCase() + sentence.slice(1);
