import type { Database, Statement } from 'better-sqlite3';
import { FOREVER } from '../../domain/recorded-time.js';
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

/**
 * The texts by which claims are found, all as they are now. A claim: its text, its topics, the names and aliases of the
 * actors that it is about and of its holder. An act: quote, wording, the titles of the documents that it names, the names
 * and aliases of those who acted and on whose behalf.
 */
export class ClaimSearchTexts {
  private readonly claim: Statement<[number, string], ClaimRow>;
  private readonly subjects: Statement<[number, string, string], ActorRow & { readonly number: number }>;
  private readonly actor: Statement<[string, string], ActorRow>;
  private readonly title: Statement<[string, string], { readonly title: string | null }>;

  constructor(database: Database) {
    this.claim = database.prepare(
      `SELECT attributes ->> 'text' AS text, attributes ->> 'topics' AS topics FROM claim_versions
       WHERE number = ? AND recordedTo = ?`,
    );
    const actor = `a.id, a.attributes ->> 'name' AS name, a.attributes ->> 'aliases' AS aliases`;
    this.subjects = database.prepare(
      `SELECT ${actor}, a.number FROM claim_facets f JOIN actor_versions a ON a.id = f.value
       WHERE f.claim = ? AND f.facet IN ('about', 'holder') AND f.recordedTo = ? AND a.recordedTo = ?`,
    );
    this.actor = database.prepare(`SELECT ${actor} FROM actor_versions a WHERE a.id = ? AND a.recordedTo = ?`);
    this.title = database.prepare(
      `SELECT attributes ->> 'title' AS title FROM document_versions WHERE id = ? AND recordedTo = ?`,
    );
  }

  ofClaim(number: number): SearchText[] {
    const row = this.claim.get(number, FOREVER);
    if (!row) return [];
    return [
      { column: 'text', text: row.text },
      ...(JSON.parse(row.topics) as string[]).map((text) => ({ column: 'topics', text }) as const),
      ...this.subjectsOf(number).flatMap(namesOf),
    ];
  }

  /** Each once, in the order of registration. In SQL, the same takes tables of its own for each claim. */
  private subjectsOf(claim: number): ActorRow[] {
    const rows = this.subjects.all(claim, FOREVER, FOREVER);
    return [...new Map(rows.map((row) => [row.number, row])).values()].sort((a, b) => a.number - b.number);
  }

  ofEntry(entry: ClaimEvent): SearchText[] {
    const { by = [], onBehalfOf = [], quote, wording } = entry.data as Partial<Act>;
    const documents = referencesIn(entry).filter(({ noun }) => noun === 'document');
    return [
      ...(quote ? [{ column: 'quotes', text: quote.text } as const] : []),
      ...(wording ? [{ column: 'wordings', text: wording.text } as const] : []),
      ...unique([...by, ...onBehalfOf])
        .flatMap((id) => this.actor.get(id, FOREVER) ?? [])
        .flatMap(namesOf),
      ...unique(documents.map(({ id }) => id)).flatMap((document) => {
        const title = this.title.get(document, FOREVER)?.title;
        return title == null ? [] : [{ column: 'titles', text: title, document } as const];
      }),
    ];
  }
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

const namesOf = ({ id, name, aliases }: ActorRow): SearchText[] =>
  [name, ...(JSON.parse(aliases) as string[])].map((text) => ({ column: 'names', text, actor: id }));
