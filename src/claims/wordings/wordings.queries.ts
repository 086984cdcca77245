import type { Database, Statement } from 'better-sqlite3';
import type { ActorRegistered } from '../../actors/actor.events.js';
import type { DocumentRegistered } from '../../documents/document.events.js';
import type { Act } from '../../domain/entries.js';
import { memoize } from '../../lib/memoize.js';
import type { ReadModel } from '../../read-model/read-model.js';
import { VersionTable } from '../../read-model/version-table.js';
import type { ClaimAttributes, ClaimEvent } from '../claim.events.js';
import { localEntry } from '../claim.references.js';
import { ClaimHistoryQueries, type HistoryPage } from '../queries/history.queries.js';
import type { EntryView, SummaryActor } from '../queries/views.js';
import { type Predecessor, Predecessors } from './predecessors.js';
import { WordDifferences } from './word-differences.js';
import { languageKeyOf, leadsOf, textsOf, type Wording } from './wording.js';
import type { WordingsView, WordingView } from './wordings.views.js';

/** The most entries of a page; each has at most two wordings. */
export const WORDINGS_PAGE = 100;

/** Bounds the time for which a request blocks others. */
const MAX_ENTRIES = 5_000;

interface StoredEntry {
  readonly revision: number;
  readonly entry: string;
  readonly recordedAt: string;
  readonly occurredTo: string | null;
  readonly type: ClaimEvent['type'];
  /** JSON. */
  readonly data: string;
}

const eventOf = ({ type, data }: Pick<StoredEntry, 'type' | 'data'>): ClaimEvent =>
  ({ type, data: JSON.parse(data) as unknown }) as ClaimEvent;

/** Reads the wordings of a claim, each with its predecessor, as of any moment of recorded time. */
export class WordingQueries {
  private readonly claims: VersionTable<ClaimAttributes>;
  private readonly actors: VersionTable<ActorRegistered>;
  private readonly documents: VersionTable<DocumentRegistered>;
  private readonly histories: ClaimHistoryQueries;
  private readonly worded: Statement<[number, string], StoredEntry>;
  private readonly omitted: Statement<[number, string], { readonly count: number }>;
  private readonly entry: Statement<[number, string, string], Pick<StoredEntry, 'type' | 'data'>>;
  private readonly voids: Statement<
    [{ claim: number; at: string }],
    { readonly entry: string; readonly replacement: string | null }
  >;

  constructor({ database }: ReadModel) {
    this.claims = new VersionTable(database, 'claim_versions');
    this.actors = new VersionTable(database, 'actor_versions');
    this.documents = new VersionTable(database, 'document_versions');
    this.histories = new ClaimHistoryQueries(database);
    this.worded = database.prepare(
      `SELECT e.revision, e.entry, e.recordedAt, e.occurredTo, n.type, n.data
       FROM entries e JOIN events n ON n.position = e.position
       WHERE e.claim = ? AND e.recordedAt <= ? AND e.revision < ${MAX_ENTRIES} AND (n.type IN ('ClaimRegistered', 'ClaimAmended')
         OR instr(n.data, '"wording"') > 0 OR instr(n.data, '"quote"') > 0)
       ORDER BY e.revision`,
    );
    this.omitted = database.prepare(
      `SELECT count(*) AS count FROM entries WHERE claim = ? AND recordedAt <= ? AND revision >= ${MAX_ENTRIES}`,
    );
    this.entry = database.prepare(
      `SELECT n.type, n.data FROM entries e JOIN events n ON n.position = e.position
       WHERE e.claim = ? AND e.entry = ? AND e.recordedAt <= ?`,
    );
    this.voids = voidsOf(database);
  }

  /** Undefined for an unknown claim, and for one that was registered after `at`. */
  of(
    id: string,
    at: string,
    { afterRevision = -1, limit = WORDINGS_PAGE }: HistoryPage = {},
  ): WordingsView | undefined {
    const claim = this.claims.at(id, at)?.number;
    if (claim === undefined) return undefined;
    const replacements = new Map(this.voids.all({ claim, at }).map((row) => [row.entry, row.replacement]));
    const wordings = this.wordings(claim, at, replacements);
    const leads = memoize((entry: string) => {
      const row = this.entry.get(claim, entry, at);
      return row ? leadsOf(eventOf(row)) : [];
    });
    const predecessors = new Predecessors(wordings, leads, (ref) => resolve(localEntry(ref, id), replacements));
    const revisions = new Set(wordings.map(({ revision }) => revision).filter((revision) => revision > afterRevision));
    const shown = new Set([...revisions].slice(0, limit));
    const page = new WordingPage(
      memoize((entry: string) => this.histories.entry(claim, entry, at)),
      memoize((actor: string) => ({ id: actor, name: this.actors.at(actor, at)?.attributes.name ?? actor })),
    );
    const last = [...shown].at(-1);
    const omitted = this.omitted.get(claim, at)?.count ?? 0;
    return {
      claim: id,
      total: wordings.length,
      items: wordings
        .filter(({ revision }) => shown.has(revision))
        .map((wording) => page.view(wording, predecessors.of(wording))),
      ...(omitted > 0 && { omitted }),
      ...(shown.size < revisions.size && last !== undefined && { nextRevision: last }),
    };
  }

  private wordings(claim: number, at: string, voided: ReadonlyMap<string, unknown>): Wording[] {
    const languageOfDocument = memoize((document: string) => this.documents.at(document, at)?.attributes.language);
    const keyOf = memoize(languageKeyOf);
    const wordings: Wording[] = [];
    let claimLanguage = '';
    for (const row of this.worded.iterate(claim, at)) {
      const event = eventOf(row);
      const { entry, revision, type } = row;
      const isVoided = voided.has(entry);
      for (const { source, language } of textsOf(event, { document: languageOfDocument, claim: claimLanguage })) {
        const languageKey = language === undefined ? undefined : keyOf(language);
        const time = row.occurredTo ?? row.recordedAt;
        wordings.push({ entry, revision, source, type, language, languageKey, time, isVoided });
      }
      const { language } = event.data as Partial<ClaimAttributes>;
      if ((type === 'ClaimRegistered' || type === 'ClaimAmended') && !isVoided && language !== undefined) {
        claimLanguage = language;
      }
    }
    return wordings;
  }
}

/** Makes the views of one page. */
class WordingPage {
  private readonly differences = new WordDifferences();

  constructor(
    private readonly entry: (id: string) => EntryView | undefined,
    private readonly actor: (id: string) => SummaryActor,
  ) {}

  view(wording: Wording, predecessor: Predecessor | undefined): WordingView {
    const view = this.entry(wording.entry);
    if (!view) throw new Error(`There is no entry "${wording.entry}".`);
    const { entry, type, revision, recordedAt, recordedBy, occurred, voided } = view;
    const { by, onBehalfOf = [], document, occurredAt } = view.data as Partial<Act>;
    const { source, language } = wording;
    return {
      entry,
      type,
      source,
      text: textOf(view, source),
      ...(language !== undefined && { language }),
      ...(by && { by: by.map(this.actor) }),
      ...(onBehalfOf.length > 0 && { onBehalfOf: onBehalfOf.map(this.actor) }),
      ...(document !== undefined && { document }),
      revision,
      recordedAt,
      recordedBy,
      ...(occurredAt !== undefined && { occurredAt }),
      ...(occurred && { occurred }),
      ...(voided && { voided }),
      ...(predecessor && this.compared(wording, textOf(view, source), predecessor)),
    };
  }

  private compared(
    { languageKey }: Wording,
    text: string,
    { wording: before, link, isTranslated }: Predecessor,
  ): Pick<WordingView, 'predecessor' | 'difference' | 'uncompared'> {
    const view = this.entry(before.entry);
    if (!view) return {};
    const predecessor = {
      entry: view.entry,
      source: before.source,
      link,
      text: textOf(view, before.source),
      ...(before.language !== undefined && { language: before.language }),
    };
    if (isTranslated) return { predecessor, uncompared: 'translation' };
    if (languageKey === undefined || before.languageKey === undefined) {
      return { predecessor, uncompared: 'unknown-language' };
    }
    if (languageKey !== before.languageKey) return { predecessor, uncompared: 'translation' };
    return { predecessor, ...this.differences.between(predecessor.text, text, before.language ?? 'en') };
  }
}

function textOf({ data }: EntryView, source: Wording['source']): string {
  const { text, quote, wording } = data as Partial<Act & ClaimAttributes>;
  return (source === 'text' ? text : source === 'quote' ? quote?.text : wording?.text) ?? '';
}

const voidsOf = (database: Database): WordingQueries['voids'] =>
  database.prepare(
    `SELECT v.entry, n.data ->> 'replacement' AS replacement FROM entry_voids v
     JOIN entries e ON e.claim = v.claim AND e.entry = v.voidedBy JOIN events n ON n.position = e.position
     WHERE v.claim = @claim AND v.recordedFrom <= @at AND @at < v.recordedTo`,
  );

/** Follows replacements to an entry that isn't voided, and shortens the way there; undefined if there is none. */
function resolve(entry: string | undefined, voided: Map<string, string | null>): string | undefined {
  const seen = new Set<string>();
  let current: string | undefined = entry;
  while (current !== undefined && voided.has(current)) {
    const next = voided.get(current) ?? undefined;
    seen.add(current);
    current = next !== undefined && seen.has(next) ? undefined : next;
  }
  for (const passed of seen) voided.set(passed, current ?? null);
  return current;
}
