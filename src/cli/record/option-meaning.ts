import { FORECAST_OUTCOMES, SEARCH_OUTCOMES } from '../../domain/vocabulary.js';
import { listed } from '../../verification/summary/english-names.js';
import { flagOf } from '../option-names.js';
import type { Act } from './acts.js';
import { type EntryOption, optionOf } from './entry-options.js';

/** `--takes-back whole, part or nothing: how much of the earlier statement is withdrawn.` */
export function optionMeaning({ word }: Act, name: EntryOption): string {
  const option = optionOf(name);
  if (!option) return `${flagOf(name)}.`;
  const choices = name === 'outcome' ? outcomesOf(word) : option.argChoices;
  const [, placeholder = ''] = /(<[^<>]+>)/.exec(option.flags) ?? [];
  const value = choices && choices.length > 0 ? listed(choices, 'or') : placeholder;
  return `${flagOf(name)} ${value}: ${descriptionFor(word, option.description)}.`;
}

const outcomesOf = (word: string): readonly string[] => (word === 'resolved' ? FORECAST_OUTCOMES : SEARCH_OUTCOMES);

/** A description may name the acts that it is about: `searched: what the search found; resolved: …`. */
function descriptionFor(word: string, description: string): string {
  for (const part of description.split('; ')) {
    const [, words, meaning] = /^([a-z]+(?:, [a-z]+)*): (.+)$/.exec(part) ?? [];
    if (meaning !== undefined && words?.split(', ').includes(word)) return meaning;
  }
  return description;
}
