import type { Database, Statement } from 'better-sqlite3';
import { LAST_INSTANT } from '../../domain/recorded-time.js';
import { firstOf, lastOf } from '../../read-model/filters.js';
import { searchMarks } from '../../read-model/search-marks.js';
import { ftsExpression } from '../../read-model/search-query.js';
import { refOf } from '../../domain/entries.js';
import { packedRow } from '../projection/claim-search-index.js';
import { ClaimSearchTexts, entryIn, type SearchedRow } from '../projection/claim-search-texts.js';
import { type ClaimSearch, inFields, rowsAtSql } from './claim-search.js';
import { fieldOf, type SearchField } from './search-fields.js';
import type { SearchMatch } from './views.js';

/** At most this many matches are returned for a claim. */
const MAX_MATCHES = 10;

/** Finds the texts of a claim that matched a search, and what in them did. */
export class SearchMatchQueries {
  private readonly texts: ClaimSearchTexts;
  private readonly rows: Statement<[{ q: string; number: number }], { readonly revision: number }>;
  private readonly rowsAt: Statement<[{ q: string; number: number; at: string }], { readonly revision: number }>;
  private readonly entry: Statement<[number, number], SearchedRow & { readonly entry: string }>;

  constructor(database: Database) {
    this.texts = new ClaimSearchTexts(database);
    const packed = packedRow('s');
    this.rows = database.prepare(
      `SELECT s.rowid & ${2 ** packed.lowBits - 1} AS revision FROM claim_search s
       WHERE claim_search MATCH @q AND s.rowid BETWEEN ${firstOf('@number', packed)} AND ${lastOf('@number', packed)}
       ORDER BY s.rowid LIMIT ${MAX_MATCHES}`,
    );
    this.rowsAt = database.prepare(
      `SELECT row & ${2 ** packed.lowBits - 1} AS revision FROM (${rowsAtSql('q', '@number')})
       ORDER BY row LIMIT ${MAX_MATCHES}`,
    );
    this.entry = database.prepare(
      'SELECT type, entry, data FROM entries e JOIN events USING (position) WHERE claim = ? AND e.revision = ?',
    );
  }

  /**
   * The texts in the order of recording, each once.
   *
   * @param at the moment of a search in the past
   */
  of(
    { id: claim, number, at }: { readonly id: string; readonly number: number; readonly at: string | undefined },
    { terms }: ClaimSearch,
    fields: readonly SearchField[] | undefined,
  ): SearchMatch[] {
    const expression = terms.map(ftsExpression).join(' OR ');
    if (expression === '') return [];
    const found: SearchMatch[] = [];
    const compared = new Set<string>();
    const q = inFields(expression, fields);
    const rows = at === undefined ? this.rows.all({ q, number }) : this.rowsAt.all({ q, number, at });
    const textsAt = at ?? LAST_INSTANT;
    for (const { revision } of rows) {
      const row = revision === 0 ? undefined : this.entry.get(number, revision);
      const texts = row ? this.texts.ofEntry(entryIn(row), textsAt) : this.texts.ofClaim(number, textsAt);
      for (const { column, text, ...source } of texts) {
        const field = fieldOf(column);
        const isOwn = row !== undefined && (field === 'quotes' || field === 'wordings');
        const match = { in: field, text, ...source, ...(isOwn && { entry: refOf(claim, row.entry) }) };
        const key = Object.values(match).join('\n');
        // Names and titles are in many entries.
        if (compared.has(key) || fields?.includes(field) === false) continue;
        compared.add(key);
        const marks = searchMarks(text, terms);
        if (marks.length > 0) found.push({ ...match, marks });
        if (found.length === MAX_MATCHES) return found;
      }
    }
    return found;
  }
}
