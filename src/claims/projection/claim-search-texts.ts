import type { Database, Statement } from 'better-sqlite3';
import { LAST_INSTANT } from '../../domain/recorded-time.js';
import { type BoundedCache, boundedCache } from '../../lib/bounded-cache.js';
import { memorySize } from '../../lib/memory-size.js';
import { validAtSql } from '../../read-model/filters.js';
import type { Act } from '../../domain/entries.js';
import type { ClaimEvent } from '../claim.events.js';
import { referencesIn } from '../claim.references.js';

/** The columns of the full-text index of claims. */
export const SEARCH_COLUMNS = ['text', 'topics', 'names', 'quotes', 'wordings', 'titles'] as const;
export type SearchColumn = (typeof SEARCH_COLUMNS)[number];

/** A text by which a claim is found. */
export interface SearchText {
  readonly column: SearchColumn;
  readonly text: string;
  /** The actor whose name it is. */
  readonly actor?: string;
  /** The document whose title it is. */
  readonly document?: string;
}

interface ClaimRow {
  readonly text: string;
  /** JSON. */
  readonly topics: string;
}

interface ActorRow {
  readonly id: string;
  readonly name: string;
  /** JSON. */
  readonly aliases: string;
}

/** An entry as its row has it, with its data as JSON. */
export interface SearchedRow {
  readonly type: string;
  readonly data: string;
}

/** The event of the entry. */
export const entryIn = ({ type, data }: SearchedRow): ClaimEvent =>
  ({ type, data: JSON.parse(data) as unknown }) as ClaimEvent;

interface At {
  readonly at: string;
}

/** The texts of an actor or a document as they are now. */
interface CurrentTexts {
  /** When they were recorded. */
  readonly since: string;
  readonly texts: readonly SearchText[];
}

/** The cached texts of actors, and of documents, each. */
const MAX_BYTES = 1_000_000;

const NOT_REGISTERED: CurrentTexts = { since: '', texts: [] };

/**
 * The texts by which claims are found, as of a moment of recorded time. A claim: its text, its topics, the names and
 * aliases of the actors that it is about and of its holder. An act: quote, wording, the titles of the documents that it
 * names, the names and aliases of those who acted and on whose behalf.
 */
export class ClaimSearchTexts {
  private readonly claim: Statement<[At & { number: number }], ClaimRow>;
  private readonly subjects: Statement<[At & { number: number }], ActorRow & { readonly number: number }>;
  private readonly actor: Statement<[At & { id: string }], ActorRow & { readonly since: string }>;
  private readonly title: Statement<[At & { id: string }], { readonly title: string | null; readonly since: string }>;
  private readonly currentNames = boundedCache<CurrentTexts>(MAX_BYTES, memorySize);
  private readonly currentTitles = boundedCache<CurrentTexts>(MAX_BYTES, memorySize);
  private readonly actorChanges: Statement<[string, string], string>;
  private readonly documentChanges: Statement<[string, string], string>;
  private readonly claimChanges: Statement<[{ number: number; since: string }], string>;

  constructor(database: Database) {
    this.claim = database.prepare(
      `SELECT attributes ->> 'text' AS text, attributes ->> 'topics' AS topics FROM claim_versions v
       WHERE number = @number AND ${validAtSql('v')}`,
    );
    const actor = `a.id, a.attributes ->> 'name' AS name, a.attributes ->> 'aliases' AS aliases`;
    this.subjects = database.prepare(
      `SELECT ${actor}, a.number FROM claim_facets f JOIN actor_versions a ON a.id = f.value AND ${validAtSql('a')}
       WHERE f.claim = @number AND f.facet IN ('about', 'holder') AND ${validAtSql('f')}`,
    );
    this.actor = database.prepare(
      `SELECT ${actor}, a.recordedFrom AS since FROM actor_versions a WHERE a.id = @id AND ${validAtSql('a')}`,
    );
    this.title = database.prepare(
      `SELECT attributes ->> 'title' AS title, recordedFrom AS since FROM document_versions d
       WHERE id = @id AND ${validAtSql('d')}`,
    );
    const changesOf = (table: string) =>
      database
        .prepare<[string, string], string>(`SELECT recordedFrom FROM ${table} WHERE id = ? AND recordedFrom > ?`)
        .pluck();
    this.actorChanges = changesOf('actor_versions');
    this.documentChanges = changesOf('document_versions');
    this.claimChanges = database
      .prepare<[{ number: number; since: string }], string>(
        `SELECT recordedFrom FROM claim_versions WHERE number = @number AND recordedFrom > @since
         UNION SELECT a.recordedFrom FROM claim_facets f JOIN actor_versions a ON a.id = f.value
         WHERE f.claim = @number AND f.facet IN ('about', 'holder') AND a.recordedFrom > @since`,
      )
      .pluck();
  }

  ofClaim(number: number, at: string): SearchText[] {
    const row = this.claim.get({ number, at });
    if (!row) return [];
    return [
      { column: 'text', text: row.text },
      ...(JSON.parse(row.topics) as string[]).map((text) => ({ column: 'topics', text }) as const),
      ...this.subjectsOf(number, at).flatMap(namesOf),
    ];
  }

  /** When texts of the claim may have changed, after this moment. */
  changesOfClaim(number: number, since: string): string[] {
    return this.claimChanges.all({ number, since });
  }

  /** Each once, in the order of registration. In SQL, the same takes tables of its own for each claim. */
  private subjectsOf(number: number, at: string): ActorRow[] {
    const rows = this.subjects.all({ number, at });
    return [...new Map(rows.map((row) => [row.number, row])).values()].sort((a, b) => a.number - b.number);
  }

  ofEntry(entry: ClaimEvent, at: string): SearchText[] {
    const { quote, wording } = entry.data as Partial<Act>;
    const { actors, documents } = namedIn(entry);
    return [
      ...(quote ? [{ column: 'quotes', text: quote.text } as const] : []),
      ...(wording ? [{ column: 'wordings', text: wording.text } as const] : []),
      ...actors.flatMap((id) => this.namesAt(id, at).texts),
      ...documents.flatMap((id) => this.titleAt(id, at).texts),
    ];
  }

  /** When texts of the entry may have changed, after this moment. */
  changesOfEntry(entry: ClaimEvent, since: string): string[] {
    const { actors, documents } = namedIn(entry);
    return [
      ...actors.flatMap((id) => (this.namesAt(id).since > since ? this.actorChanges.all(id, since) : [])),
      ...documents.flatMap((id) => (this.titleAt(id).since > since ? this.documentChanges.all(id, since) : [])),
    ];
  }

  /** Call it after the actor was written. */
  actorChanged(id: string): void {
    this.currentNames.delete(id);
  }

  /** Call it after the document was written. */
  documentChanged(id: string): void {
    this.currentTitles.delete(id);
  }

  dropCaches(): void {
    this.currentNames.clear();
    this.currentTitles.clear();
  }

  private namesAt(id: string, at = LAST_INSTANT): CurrentTexts {
    return textsAt(this.currentNames, id, at, () => {
      const row = this.actor.get({ id, at });
      return row && { since: row.since, texts: namesOf(row) };
    });
  }

  private titleAt(document: string, at = LAST_INSTANT): CurrentTexts {
    return textsAt(this.currentTitles, document, at, () => {
      const row = this.title.get({ id: document, at });
      const texts = row?.title == null ? [] : [{ column: 'titles', text: row.title, document } as const];
      return row && { since: row.since, texts };
    });
  }
}

/** From the cache, if they are the current ones. */
function textsAt(
  cache: BoundedCache<CurrentTexts>,
  id: string,
  at: string,
  read: () => CurrentTexts | undefined,
): CurrentTexts {
  const isCurrent = at === LAST_INSTANT;
  const cached = isCurrent ? cache.get(id) : undefined;
  if (cached) return cached;
  const found = read() ?? NOT_REGISTERED;
  if (isCurrent) cache.set(id, found);
  return found;
}

/** Those whose names and titles are texts of the entry. */
function namedIn(entry: ClaimEvent): { readonly actors: readonly string[]; readonly documents: readonly string[] } {
  const { by = [], onBehalfOf = [] } = entry.data as Partial<Act>;
  const documents = referencesIn(entry).flatMap(({ noun, id }) => (noun === 'document' ? [id] : []));
  return { actors: unique([...by, ...onBehalfOf]), documents: unique(documents) };
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

const namesOf = ({ id, name, aliases }: ActorRow): SearchText[] =>
  [name, ...(JSON.parse(aliases) as string[])].map((text) => ({ column: 'names', text, actor: id }));
