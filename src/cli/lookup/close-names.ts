import { foldText } from '../../lib/fold-text.js';
import leven from 'leven';
import { CliError, EXIT } from '../errors.js';
import { wordsOf } from './words.js';

/** Something of the ledger that a person knows by a name rather than by its id. */
export interface Named {
  readonly id: string;
  /** Its name first; then what else it is called. */
  readonly names: readonly string[];
}

/** Whether the text is exactly one of its names, apart from case, accents and spaces. */
export const isCalled = ({ names }: Named, text: string): boolean =>
  names.some((name) => foldText(name) === foldText(text));

const MAX_SHOWN = 5;

/** The names most like the text, best first; none that has nothing in common with it. */
export function closeNames<Item extends Named>(text: string, items: readonly Item[]): Item[] {
  const wanted = foldText(text);
  const wantedWords = wordsOf(wanted);
  return items
    .map((item) => ({
      item,
      distance: Math.min(...[item.id, ...item.names].map((name) => distance(foldText(name)))),
    }))
    .filter(({ distance: value }) => value <= 0.4)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MAX_SHOWN)
    .map(({ item }) => item);

  /** 0 is the same text, 1 has nothing in common. */
  function distance(name: string): number {
    const whole = leven(wanted, name) / Math.max(wanted.length, name.length, 1);
    const words = wordsOf(name);
    if (words.length === 0 || wantedWords.length === 0) return whole;
    const perWord = wantedWords.map((word) =>
      Math.min(...words.map((other) => leven(word, other) / Math.max(word.length, other.length))),
    );
    // A word of its name is no less close than a misspelled whole, but comes after it.
    return Math.min(whole, 0.1 + perWord.reduce((sum, value) => sum + value, 0) / perWord.length);
  }
}

/** The setting or word most like this one, if it is like one at all. */
export function closest(text: string, words: readonly string[]): string | undefined {
  const [best] = closeNames(
    text,
    words.map((word) => ({ id: word, names: [] })),
  );
  if (best || text.length < MIN_BEGINNING) return best?.id;
  const beginning = text.slice(0, MIN_BEGINNING).toLowerCase();
  return words.find((word) => word.startsWith(beginning) || lettersOf(word) === lettersOf(text));
}

/** Letters that changed places are the same. */
const lettersOf = (word: string): string => Array.from(word).sort().join('');

/** So many letters at the beginning make a word likely to be meant. */
const MIN_BEGINNING = 3;

/** The ids of what these names mean, each once. One after another, so that the error is about the first that fails. */
export async function allFound(
  names: readonly string[],
  find: (name: string) => Promise<{ readonly id: string }>,
): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) ids.push((await find(name)).id);
  return [...new Set(ids)];
}

/** A name that the ledger doesn't have, with those that are close. */
export class UnknownNameError extends CliError {
  readonly exitCode = EXIT.refused;
  readonly kind = ['unknown-name', 'Unknown name'] as const;

  private readonly parts: readonly string[];

  /**
   * @param hint what to do if none of them is meant
   * @param nothing says that it doesn't exist
   */
  constructor(
    what: string,
    text: string,
    close: readonly Named[],
    hint = '',
    nothing = `There is no ${what} "${text}".`,
  ) {
    super([`${nothing}${didYouMean(close)}`, hint].filter((part) => part !== '').join(' '));
    this.parts = close.length < 2 ? [this.message] : [`${nothing} Did you mean one of these?`, ...table(close), hint];
  }

  override get lines(): readonly string[] {
    return this.parts.filter((part) => part !== '');
  }
}

/** A name that several have. */
export class AmbiguousNameError extends CliError {
  readonly exitCode = EXIT.refused;
  readonly kind = ['ambiguous-name', 'Ambiguous name'] as const;

  constructor(what: string, text: string, found: readonly Named[]) {
    super(`Several ${what}s are called "${text}". Give the id of one of them: ${listedNames(found)}.`);
  }
}

/** ` Did you mean …?`; empty if nothing is close. */
export const didYouMean = (close: readonly Named[]): string =>
  close.length === 0 ? '' : ` Did you mean ${listedNames(close, ' or ')}?`;

/** The id and the name of each on a line. */
function table(items: readonly Named[]): string[] {
  const width = Math.max(...items.map(({ id }) => id.length));
  return items.map(({ id, names: [name = ''] }) => `  ${id.padEnd(width)}  ${name}`.trimEnd());
}

/** "NATO (nato)", or the id alone where it has no name. */
export const listedNames = (items: readonly Named[], separator = ', '): string =>
  items.map(({ id, names: [name] }) => (name === undefined || name === id ? id : `${name} (${id})`)).join(separator);
