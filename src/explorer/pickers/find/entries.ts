import type { EntryDetails } from '../../../claims/queries/entry-details.views.js';
import type { EntryView, ListedEntry } from '../../../claims/queries/views.js';
import type { Page } from '../../../read-model/pagination.js';
import type { Api } from '../../api/api.js';
import { path } from '../../api/path.js';
import { claimOf, fullRef } from '../../api/entries.js';
import { fetchNames, type Names } from '../../api/names.js';
import { instantText, occurredText } from '../../components/time.js';
import { entryTypeKey } from '../../words/vocabulary.js';
import type { Words } from '../../words/words.js';
import { type Candidate, type Finder, MOST_SHOWN, NOTHING } from '../finder.js';
import { plain } from './typed-text.js';

/** So many of a claim's entries are searched, the newest. */
const SEARCHED = 200;
const QUOTED = 120;

/** Which entries, and how a field names them. */
export interface EntriesOf {
  /** The claim whose entries are found; undefined: none is chosen yet. */
  readonly claim: string | undefined;
  /** The claim that the field's own entry is on: its entries are named without it. */
  readonly own: string | undefined;
  /** Only acts, or only verdicts; undefined: all. */
  readonly type: 'act' | 'VerdictIssued' | undefined;
}

/** Finds entries of a claim by who acted, what kind of act it was, its words, or by id. */
export function entryFinder(api: Api, words: Words, timeZone: string, { claim, own, type }: EntriesOf): Finder {
  const shortRef = (entry: string) => (claimOf(entry) === own ? entry.slice(entry.indexOf('/') + 1) : entry);
  const candidates = async (entries: readonly EntryView[]): Promise<Candidate[]> => {
    const names = await fetchNames(api, { actors: entries.flatMap(({ data }) => ('by' in data ? data.by : [])) });
    return entries.map((entry) => candidateOf(entry, shortRef(entry.entry), names, { words, timeZone }));
  };
  const list = async (of: string): Promise<{ all: readonly Candidate[]; more: boolean }> => {
    const verdicts = type === 'VerdictIssued' ? { type } : {};
    const { items, next } = await api.get<Page<ListedEntry>>('/v1/entries', {
      claim: of,
      limit: SEARCHED,
      ...verdicts,
    });
    // Nothing refers to a registration: it can't be voided, nor take the place of an entry.
    const fitting = items.filter((each) => (type === 'act' ? 'by' in each.data : each.type !== 'ClaimRegistered'));
    return { all: await candidates(fitting), more: next !== undefined };
  };
  let listed: ReturnType<typeof list> | undefined;
  const get = async (refs: readonly string[]): Promise<readonly Candidate[]> => {
    const found = await Promise.all(
      refs.map((ref) => {
        const full = fullRef(own ?? claim ?? '', ref);
        return api.find<EntryDetails>(path`/v1/claims/${claimOf(full)}/entries/${full.slice(full.indexOf('/') + 1)}`);
      }),
    );
    return candidates(found.filter((each) => each !== undefined));
  };
  return {
    get,
    async find(text) {
      const [, ofClaim, entry] = /(?:^|claims\/)([a-z0-9-]+)\/(?:entries\/)?([a-z0-9-]+)/.exec(text.trim()) ?? [];
      if (ofClaim !== undefined && entry !== undefined) {
        const found = await get([`${ofClaim}/${entry}`]);
        if (found.length > 0) return { items: found, more: false };
      }
      if (claim === undefined) return NOTHING;
      const { all, more } = await (listed ??= list(claim));
      const parts = plain(text).split(/\s+/);
      const fitting = all.filter(({ id, name, details }) => {
        const has = plain([id, name, ...details].join(' '));
        return parts.every((part) => has.includes(part));
      });
      return { items: fitting.slice(0, MOST_SHOWN), more: more || fitting.length > MOST_SHOWN };
    },
  };
}

function candidateOf(
  { type, data, recordedAt }: EntryView,
  id: string,
  { actors }: Names,
  { words, timeZone }: { readonly words: Words; readonly timeZone: string },
): Candidate {
  const what = words.text(entryTypeKey(type));
  const recorded = words.text('time.recorded', { time: instantText(recordedAt, words, timeZone) });
  if (!('by' in data)) return { id, name: what, details: [recorded] };
  const said = data.quote?.text ?? data.wording?.text;
  return {
    id,
    name: words.text('timeline.act', { who: words.listText(data.by.map((actor) => actors[actor] ?? actor)), what }),
    details: [
      ...(said === undefined ? [] : [said.length > QUOTED ? `${said.slice(0, QUOTED)}…` : said]),
      ...(data.occurredAt === undefined
        ? []
        : [words.text('time.happened', { time: occurredText(data.occurredAt, words, timeZone) })]),
      recorded,
    ],
  };
}
