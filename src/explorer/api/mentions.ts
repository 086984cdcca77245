import type { EntryView } from '../../claims/queries/views.js';
import type { ChangeSentence } from '../../claims/story/story.views.js';
import { claimOf, fullRef } from './entries.js';
import type { Wanted } from './names.js';

/** What the sentences of these entries name. */
export function mentionsIn(
  entries: readonly EntryView[],
): Required<Pick<Wanted, 'actors' | 'documents' | 'claims' | 'entries'>> {
  const mentions = entries.map(mentionsInOne);
  return {
    actors: mentions.flatMap(({ actors }) => actors),
    documents: mentions.flatMap(({ documents }) => documents),
    claims: entries.flatMap(({ data }) => ('other' in data ? data.other : [])),
    entries: entries.flatMap(entriesIn),
  };
}

function mentionsInOne({ data }: EntryView): { readonly actors: string[]; readonly documents: string[] } {
  if (!('by' in data)) return { actors: [], documents: [] };
  const cited = data.cites ?? [];
  const asked = 'asked' in data ? data.asked : [];
  const interpreted = 'interprets' in data && 'document' in data.interprets ? [data.interprets.document] : [];
  return {
    actors: [
      ...data.by,
      ...(data.onBehalfOf ?? []),
      ...asked,
      ...cited.flatMap((each) => ('actor' in each ? each.actor : [])),
    ],
    documents: [
      ...(data.document === undefined ? [] : [data.document]),
      ...cited.flatMap((each) => ('document' in each ? each.document : [])),
      ...interpreted,
    ],
  };
}

/** The entries that an entry's sentence refers to, `claim/entry`. */
function entriesIn({ entry, data }: EntryView): string[] {
  const claim = claimOf(entry);
  if ('voids' in data) return [fullRef(claim, data.voids)];
  if (!('by' in data)) return [];
  const cited = (data.cites ?? []).flatMap((each) => ('entry' in each ? each.entry : []));
  const of = 'of' in data ? [data.of] : [];
  const interpreted = 'interprets' in data && 'entry' in data.interprets ? [data.interprets.entry] : [];
  return [...cited, ...of, ...interpreted].map((ref) => fullRef(claim, ref));
}

/** What sentences about changes name by id only: their actors have names. */
export function mentionsOfChanges(
  changes: readonly { readonly sentence: ChangeSentence }[],
): Required<Pick<Wanted, 'documents' | 'claims'>> {
  const parts = changes.flatMap(({ sentence }) => sentence.parts);
  return {
    documents: parts.flatMap(({ document }) => document ?? []),
    claims: parts.flatMap(({ claim }) => claim ?? []),
  };
}
