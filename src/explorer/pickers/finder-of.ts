import type { Referent } from '../../validation/references.js';
import type { Api } from '../api/api.js';
import type { View } from '../components/view.js';
import { actorFinder } from './find/actors.js';
import { claimFinder } from './find/claims.js';
import { documentFinder } from './find/documents.js';
import { type EntriesOf, entryFinder } from './find/entries.js';
import { narrativeFinder } from './find/narratives.js';
import { type Finder, nounOf } from './finder.js';

/** @param entries of which claim, for entries */
export function finderOf(
  referent: Referent,
  api: Api,
  { words, timeZone }: View,
  entries: Omit<EntriesOf, 'type'>,
): Finder {
  switch (nounOf(referent)) {
    case 'actor':
      return actorFinder(api, words);
    case 'document':
      return documentFinder(api, words, timeZone);
    case 'claim':
      return claimFinder(api, words);
    case 'narrative':
      return narrativeFinder(api, words);
    case 'entry':
      return entryFinder(api, words, timeZone, { ...entries, type: TYPES[referent] });
  }
}

const TYPES: Readonly<Partial<Record<Referent, EntriesOf['type']>>> = { act: 'act', verdict: 'VerdictIssued' };
