import type { Database, Statement } from 'better-sqlite3';
import { LAST_INSTANT } from '../../domain/recorded-time.js';
import { firstOf, lastOf } from '../../read-model/filters.js';
import { searchMarks } from '../../read-model/search-marks.js';
import { ftsExpression, indexedTerm, isMerged, type SearchTerm } from '../../read-model/search-query.js';
import { refOf } from '../../domain/entries.js';
import { packedRow } from '../projection/claim-search-index.js';
import { ClaimSearchTexts, entryIn, SEARCH_COLUMNS, type SearchedRow } from '../projection/claim-search-texts.js';
import { type ClaimSearch, inFields, rowsAtSql } from './claim-search.js';
import { fieldOf, type SearchField } from './search-fields.js';
import type { SearchMatch } from './views.js';

/** At most this many matches are returned for a claim. */
const MAX_MATCHES = 10;

/** All that a row of the index has, folded. */
const TEXTS = SEARCH_COLUMNS.map((column) => `s.${column}`).join(" || ' ' || ");

/** Finds the texts of a claim that matched a search, and what in them did. */
export class SearchMatchQueries {
  private readonly texts: ClaimSearchTexts;
  private readonly rows: Statement<[{ q: string; number: number }], { readonly revision: number }>;
  private readonly rowsWith: Statement<[{ q: string; number: number; phrases: string }], { readonly revision: number }>;
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
    this.rowsWith = database.prepare(
      `SELECT s.rowid & ${2 ** packed.lowBits - 1} AS revision FROM claim_search s
       WHERE claim_search MATCH @q AND s.rowid BETWEEN ${firstOf('@number', packed)} AND ${lastOf('@number', packed)}
         AND EXISTS (SELECT 1 FROM json_each(@phrases) WHERE instr(' ' || ${TEXTS} || ' ', value) > 0)
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
    if (terms.length === 0) return [];
    const found: SearchMatch[] = [];
    const compared = new Set<string>();
    const textsAt = at ?? LAST_INSTANT;
    for (const { revision } of this.rowsOf(number, at, terms, fields)) {
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

  private rowsOf(
    number: number,
    at: string | undefined,
    terms: readonly SearchTerm[],
    fields: readonly SearchField[] | undefined,
  ): readonly { readonly revision: number }[] {
    const expression = (of: readonly SearchTerm[]): string => inFields(of.map(ftsExpression).join(' OR '), fields);
    if (at !== undefined) return this.rowsAt.all({ q: expression(terms), number, at });
    if (!terms.some(isMerged)) return this.rows.all({ q: expression(terms), number });
    const phrases = terms.flat().map(({ tokens, isPrefix }) => ` ${tokens.join(' ')}${isPrefix ? '' : ' '}`);
    return this.rowsWith.all({ q: expression(terms.map(indexedTerm)), number, phrases: JSON.stringify(phrases) });
  }
}
