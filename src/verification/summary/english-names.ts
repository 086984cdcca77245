import type { ActorKind } from '../../domain/vocabulary.js';

/** What a sentence needs of an actor. */
export interface NamedActor {
  readonly name: string;
  readonly kind: ActorKind;
  /** How the outlet describes an unnamed actor. */
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
 * An actor within a sentence. Articles are in lower case, except those of outlets: "the Kremlin", "The Hill". An unnamed
 * actor goes by its description.
 */
export function inSentence({ kind, name, description }: NamedActor): string {
  if (isUnidentified({ kind, name })) return 'an unidentified publisher';
  const words = kind === 'unnamed' ? (description ?? name) : name;
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
