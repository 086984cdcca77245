import type { ClaimEventTypes } from '../../claims/claim.events.js';
import type { EntryView } from '../../claims/queries/views.js';
import type { Wanted } from './names.js';

/** An entry whose data is known by its type. */
export type TypedEntry = {
  [Type in keyof ClaimEventTypes]: Omit<EntryView, 'type' | 'data'> & {
    readonly type: Type;
    readonly data: ClaimEventTypes[Type];
  };
}[keyof ClaimEventTypes];

export const typed = (entry: EntryView): TypedEntry => entry as TypedEntry;

/** The full form, `claim/entry`, of a reference in this claim. */
export const fullRef = (claim: string, ref: string): string => (ref.includes('/') ? ref : `${claim}/${ref}`);

/** The claim of an entry, `claim/entry`. */
export const claimOf = (entry: string): string => entry.slice(0, entry.indexOf('/'));

/** The id of an entry, `claim/entry`, within its claim. */
export const ownIdOf = (entry: string): string => entry.slice(entry.indexOf('/') + 1);

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
