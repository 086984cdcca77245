import type { Values } from '../values.js';

/** What can be registered. */
export type RegisteredNoun = 'actor' | 'document' | 'claim' | 'narrative';

export const REGISTRATIONS = {
  actor: 'ActorRegistered',
  document: 'DocumentRegistered',
  claim: 'ClaimRegistered',
  narrative: 'NarrativeRegistered',
} as const satisfies Readonly<Record<RegisteredNoun, string>>;

/** Fields by which something is recognised, the first that is filled in counts. */
const NAMES: Readonly<Record<RegisteredNoun, readonly string[]>> = {
  actor: ['name'],
  document: ['title', 'url'],
  claim: ['text'],
  narrative: ['title'],
};

/** What a form's values name; empty while nothing does. */
export function nameIn(noun: RegisteredNoun, values: Values): string {
  const given = NAMES[noun].map((field) => values[field]);
  return given.find((value): value is string => typeof value === 'string' && value.trim() !== '')?.trim() ?? '';
}

/** By what similar ones are found: an address says more of a document than its title. */
export const likenessIn = (noun: RegisteredNoun, values: Values): string =>
  typeof values['url'] === 'string' && values['url'].trim() !== '' ? values['url'].trim() : nameIn(noun, values);

/** What a form begins with if all that is known is what somebody searched for. */
export function beginningWith(noun: RegisteredNoun, text: string): Readonly<Record<string, string>> {
  if (text === '') return {};
  if (noun === 'document' && /^https?:\/\//i.test(text)) return { url: text };
  return { [NAMES[noun][0] ?? '']: text };
}
