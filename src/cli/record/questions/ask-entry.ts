import type { EntryNames } from '../entry-names.js';
import { headline } from '../../show/entry-headline.js';
import { entryOf, NameResolver } from '../../show/name-resolver.js';
import type { Choice } from '../../terminal/prompter.js';
import type { Interview } from './interview.js';

/** The acts that are recorded about the claim, latest first, each in words. */
export function entryChoices(names: EntryNames, isOffered: (type: string) => boolean): Choice<string>[] {
  const resolver = new NameResolver(names.reportData);
  return names.history
    .flatMap((item) => (item.kind === 'entry' && !item.voided && isOffered(item.type) ? [item] : []))
    .map((item) => {
      const entry = entryOf(item);
      const id = item.entry.slice(item.entry.indexOf('/') + 1);
      return { value: id, label: headline(entry, resolver), hint: id };
    })
    .reverse();
}

/** Whether an entry is somebody's act in the world. */
export const isActType = (type: string): boolean =>
  !/^(Claim(Registered|Amended|Linked|Unlinked)|EntryVoided)$/.test(type);

/** Undefined for what `none` says. */
export async function askEntry(
  { prompter }: Interview,
  names: EntryNames,
  message: string,
  { none, isOffered = isActType }: { readonly none?: string; readonly isOffered?: (type: string) => boolean } = {},
): Promise<string | undefined> {
  const offered = entryChoices(names, isOffered);
  const choices = none === undefined ? offered : [{ value: undefined, label: none }, ...offered];
  return prompter.choose<string | undefined>(message, choices);
}
