import type { ClaimView } from '../../../claims/queries/views.js';
import type { WordingsView } from '../../../claims/wordings/wordings.views.js';
import { path } from '../../api/path.js';
import { fetchNames, type Names } from '../../api/names.js';
import type { PageRequest } from '../../page.js';

export interface WordingsData {
  readonly claim: Pick<ClaimView, 'id' | 'text' | 'language'>;
  /** A page of its wordings, in the order of recording. */
  readonly wordings: WordingsView;
  /** Whether that is the first page. */
  readonly isFirst: boolean;
  /** Of the documents in which they can be read, and of those whose wordings are on another page. */
  readonly names: Names;
  /** The address of the same as JSON. */
  readonly json: string;
}

export async function loadWordings({ api, params, query }: PageRequest): Promise<WordingsData> {
  const address = path`/v1/claims/${params['id'] ?? ''}`;
  const after = query.get('after') ?? undefined;
  const [{ id, text, language }, wordings] = await Promise.all([
    api.get<ClaimView>(address),
    api.get<WordingsView>(`${address}/wordings`, { after }),
  ]);
  const documents = wordings.items.flatMap(({ document }) => document ?? []);
  const shown = new Set(wordings.items.map(({ entry }) => entry));
  const others = wordings.items.flatMap(({ predecessor }) => predecessor?.entry ?? []).filter((ref) => !shown.has(ref));
  return {
    claim: { id, text, language },
    wordings,
    isFirst: after === undefined,
    names: await fetchNames(api, { documents, entries: others }),
    json: api.address(`${address}/wordings`, { after }),
  };
}
