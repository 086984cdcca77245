import type { Statement } from 'better-sqlite3';
import { type Act, type Citation, type EntryVoided, refOf } from '../../domain/entries.js';
import type { ReadModel } from '../../read-model/read-model.js';
import type { ClaimEvent } from '../claim.events.js';
import { isAct } from '../claim.rules.js';
import { ClaimListQueries } from './claim-list.queries.js';
import type { EntryDetails, EntryEffect, EntryLink, ReferringEntry } from './entry-details.views.js';
import { ClaimHistoryQueries } from './history.queries.js';
import { ClaimStateQueries } from './state.queries.js';
import type { EntryView, VerificationView } from './views.js';

/** The most entries that are returned as referring to one. */
const MAX_REFERRING = 100;

type Referring = { readonly ref: string; readonly at: string };

/** Reads single entries, with their effect and with what they are connected to. */
export class EntryDetailQueries {
  private readonly lists: ClaimListQueries;
  private readonly states: ClaimStateQueries;
  private readonly histories: ClaimHistoryQueries;
  private readonly number: Statement<[string], { readonly number: number }>;
  private readonly referring: Statement<[Referring], { readonly position: number }>;
  private readonly referringCount: Statement<[Referring], { readonly count: number }>;

  constructor(readModel: ReadModel) {
    const { database } = readModel;
    this.lists = new ClaimListQueries(readModel);
    this.states = new ClaimStateQueries(database);
    this.histories = new ClaimHistoryQueries(database);
    this.number = database.prepare('SELECT number FROM claim_versions WHERE id = ? LIMIT 1');
    const referring = `FROM entry_facets f JOIN entries e ON e.position = f.position
      WHERE f.facet = 'refersTo' AND f.value = @ref AND e.recordedAt <= @at`;
    this.referring = database.prepare(`SELECT e.position ${referring} ORDER BY f.position LIMIT ${MAX_REFERRING}`);
    this.referringCount = database.prepare(`SELECT count(*) AS count ${referring}`);
  }

  /** Undefined if the claim or its entry wasn't recorded by then. */
  of(id: string, entry: string, at: string): EntryDetails | undefined {
    const number = this.number.get(id)?.number;
    if (number === undefined) return undefined;
    const view = this.histories.entry(number, entry, at);
    const claim = view && this.lists.state(number, at);
    const state = claim && this.states.at(number, at);
    if (!view || !claim || !state) return undefined;
    const effect = effectOf(view, state);
    const given = { ref: view.entry, at };
    const rows = this.referring.all(given);
    const omitted = rows.length < MAX_REFERRING ? 0 : (this.referringCount.get(given)?.count ?? 0) - rows.length;
    return {
      ...view,
      claim,
      ...(effect && { effect }),
      refersTo: linksOf(id, eventOf(view)),
      referredToBy: rows.flatMap(({ position }) => {
        const other = this.histories.at(position, at);
        return other ? [referringEntry(other, view.entry)] : [];
      }),
      ...(omitted > 0 && { omitted }),
    };
  }
}

function effectOf({ entry, type }: EntryView, state: VerificationView): EntryEffect | undefined {
  const { because, possibly, withoutEffect, totals } = state;
  const ineffective = withoutEffect.find((item) => item.entry === entry);
  const decides = because.some((reason) => 'entry' in reason && reason.entry === entry);
  if (ineffective) return { on: decides ? 'decides' : 'none', reason: ineffective.reason };
  if (decides) return { on: 'decides' };
  if (possibly.includes(entry)) return { on: 'possibly' };
  const isComplete =
    totals.because === because.length &&
    totals.possibly === possibly.length &&
    totals.withoutEffect === withoutEffect.length;
  return isComplete && isAct(type) ? { on: 'counts' } : undefined;
}

/** The data match the type; the type of the view can't express that. */
const eventOf = ({ type, data }: EntryView): ClaimEvent => ({ type, data }) as ClaimEvent;

function referringEntry(other: EntryView, ref: string): ReferringEntry {
  const { entry, type, recordedAt, voided } = other;
  const claim = entry.slice(0, entry.indexOf('/'));
  const links = linksOf(claim, eventOf(other)).filter(({ target }) => target.type === 'entry' && target.id === ref);
  const { by = [] } = other.data as Partial<Act>;
  const relations = [...new Set(links.map(({ relation }) => relation))];
  return { entry, type, relations, by, recordedAt, voided: voided !== undefined };
}

type LinkingFields = Partial<
  Pick<Act, 'cites' | 'after' | 'document'> & Pick<EntryVoided, 'voids'> & { readonly of: string }
>;

/** What an entry of this claim refers to. */
function linksOf(claim: string, event: ClaimEvent): EntryLink[] {
  const { cites = [], after = [], document, of, voids } = event.data as LinkingFields;
  const toEntry = (relation: EntryLink['relation'], ref: string): EntryLink => ({
    relation,
    target: { type: 'entry', id: refOf(claim, ref) },
  });
  const toSource = (source: Citation | { readonly entry: string } | { readonly document: string }) => {
    if ('entry' in source) return { type: 'entry', id: refOf(claim, source.entry) } as const;
    return 'actor' in source
      ? ({ type: 'actor', id: source.actor } as const)
      : ({ type: 'document', id: source.document } as const);
  };
  return [
    ...(of === undefined ? [] : [toEntry('about', of)]),
    ...('interprets' in event.data
      ? [{ relation: 'interprets', target: toSource(event.data.interprets) } as const]
      : []),
    ...cites.map((citation): EntryLink => {
      const { use, translated } = citation;
      return { relation: 'cites', target: toSource(citation), use, ...(translated !== undefined && { translated }) };
    }),
    ...after.map((ref) => toEntry('follows', ref)),
    ...(document === undefined
      ? []
      : [{ relation: 'published-in', target: { type: 'document', id: document } } as const]),
    ...(voids === undefined ? [] : [toEntry('voids', voids)]),
  ];
}
