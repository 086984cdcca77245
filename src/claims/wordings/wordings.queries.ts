import type { Database, Statement } from 'better-sqlite3';
import type { ActorRegistered } from '../../actors/actor.events.js';
import type { DocumentRegistered } from '../../documents/document.events.js';
import type { Act } from '../../domain/entries.js';
import { memoize } from '../../lib/memoize.js';
import type { ReadModel } from '../../read-model/read-model.js';
import { VersionTable } from '../../read-model/version-table.js';
import type { ClaimAttributes, ClaimEvent } from '../claim.events.js';
import { localEntry } from '../claim.references.js';
import type { ClaimReader } from '../projection/claim-reader.js';
import { ClaimHistoryQueries, type HistoryPage } from '../queries/history.queries.js';
import { ClaimStateQueries } from '../queries/state.queries.js';
import type { EntryView, SummaryActor } from '../queries/views.js';
import { type Predecessor, Predecessors } from './predecessors.js';
import { WordDifferences } from './word-differences.js';
import { languageKeyOf, leadsOf, textsOf, type Wording } from './wording.js';
import type { WordingsView, WordingView, WordingWithoutEffect } from './wordings.views.js';

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
  private readonly states: ClaimStateQueries;
  private readonly worded: Statement<[number, string], StoredEntry>;
  private readonly omitted: Statement<[number, string], { readonly count: number }>;
  private readonly entry: Statement<[number, string, string], Pick<StoredEntry, 'type' | 'data'>>;
  private readonly later: Statement<[{ claim: number; validAt: string }], { readonly entry: string }>;
  private readonly voids: Statement<
    [{ claim: number; at: string }],
    { readonly entry: string; readonly replacement: string | null }
  >;

  /** @param reader reads claims under a scenario; undefined outside of scenarios and for replays */
  constructor(
    { database }: ReadModel,
    private readonly reader?: ClaimReader,
  ) {
    this.claims = new VersionTable(database, 'claim_versions');
    this.actors = new VersionTable(database, 'actor_versions');
    this.documents = new VersionTable(database, 'document_versions');
    this.histories = new ClaimHistoryQueries(database);
    this.states = new ClaimStateQueries(database);
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
    this.later = database.prepare(
      'SELECT entry FROM entries WHERE claim = @claim AND occurredFrom > @validAt AND recordedAt > @validAt',
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
    const withoutEffect = this.withoutEffect(id, claim, at);
    for (const entry of withoutEffect.keys()) if (!replacements.has(entry)) replacements.set(entry, null);
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
        .map((wording) => page.view(wording, withoutEffect.get(wording.entry), predecessors.of(wording))),
      ...(omitted > 0 && { omitted }),
      ...(shown.size < revisions.size && last !== undefined && { nextRevision: last }),
    };
  }

  /** The entries that don't count under the scenario, by their ids. Of replays, as many as their states list. */
  private withoutEffect(id: string, claim: number, at: string): ReadonlyMap<string, WordingWithoutEffect> {
    const found = new Map<string, WordingWithoutEffect>();
    const validAt = this.reader?.validAt;
    if (validAt !== undefined)
      for (const { entry } of this.later.iterate({ claim, validAt })) found.set(entry, 'not-happened');
    const state = this.states.at(claim, at);
    const add = (ref: string, reason: WordingWithoutEffect) => {
      const entry = localEntry(ref, id);
      if (entry !== undefined) found.set(entry, reason);
    };
    for (const ref of state?.possibly ?? []) add(ref, 'possibly');
    for (const { entry, reason } of state?.withoutEffect ?? []) if (reason === 'excluded') add(entry, reason);
    for (const { event, isExcluded } of this.reader?.entries(id) ?? []) {
      if (isExcluded) found.set(event.data.id, 'excluded');
    }
    return found;
  }

  /** @param left entries that are void or don't count under the scenario */
  private wordings(claim: number, at: string, left: ReadonlyMap<string, unknown>): Wording[] {
    const languageOfDocument = memoize((document: string) => this.documents.at(document, at)?.attributes.language);
    const keyOf = memoize(languageKeyOf);
    const wordings: Wording[] = [];
    let claimLanguage = '';
    for (const row of this.worded.iterate(claim, at)) {
      const event = eventOf(row);
      const { entry, revision, type } = row;
      const counts = !left.has(entry);
      for (const { source, language } of textsOf(event, { document: languageOfDocument, claim: claimLanguage })) {
        const languageKey = language === undefined ? undefined : keyOf(language);
        const time = row.occurredTo ?? row.recordedAt;
        wordings.push({ entry, revision, source, type, language, languageKey, time, counts });
      }
      const { language } = event.data as Partial<ClaimAttributes>;
      if ((type === 'ClaimRegistered' || type === 'ClaimAmended') && counts && language !== undefined) {
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

  view(
    wording: Wording,
    withoutEffect: WordingWithoutEffect | undefined,
    predecessor: Predecessor | undefined,
  ): WordingView {
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
      ...(withoutEffect !== undefined && { withoutEffect }),
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
