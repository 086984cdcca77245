import type { Database, Statement } from 'better-sqlite3';
import { FOREVER } from '../../domain/recorded-time.js';
import { boundedCache } from '../../lib/bounded-cache.js';
import { memorySize } from '../../lib/memory-size.js';
import { textsToIndex, textToIndex } from '../../lib/search-tokens.js';
import type { PackedColumn } from '../../read-model/filters.js';
import type { ClaimEvent } from '../claim.events.js';
import { ClaimSearchTexts, entryIn, SEARCH_COLUMNS, type SearchedRow, type SearchText } from './claim-search-texts.js';

interface EntryRow extends SearchedRow {
  readonly claim: number;
  readonly revision: number;
  readonly voided: 0 | 1;
}

/** A row id has the claim's number, and below it the revision of the entry; 0 is the claim itself. */
const REVISION_BITS = 20;
export const packedRow = (x: string): PackedColumn => ({ column: `${x}.rowid`, lowBits: REVISION_BITS });
/** Entries after the millionth of one claim are not indexed. */
const MAX_REVISION = 2 ** REVISION_BITS - 1;
/** All cached texts together. */
const MAX_BYTES = 2_000_000;

/** Writes the full-text index of claims: a row for each claim, and one for each act that isn't voided. */
export class ClaimSearchIndex {
  private readonly texts: ClaimSearchTexts;
  private readonly entry: Statement<[string, number], EntryRow>;
  private readonly entryCalled: Statement<[number, string], { readonly position: number }>;
  private readonly claimsOf: Statement<[string, string, string, string], { readonly claim: number }>;
  private readonly entriesOf: Statement<['actor' | 'document', string], { readonly position: number }>;
  private readonly drop: Statement<[number, number]>;
  private readonly put: Statement<[number, number, ...string[]]>;
  private readonly repeated = boundedCache<{ readonly text: string }>(MAX_BYTES, memorySize);

  constructor(database: Database) {
    this.texts = new ClaimSearchTexts(database);
    this.entry = database.prepare(
      `SELECT e.claim, e.revision, type, data, EXISTS (
         SELECT 1 FROM entry_voids v WHERE v.claim = e.claim AND v.entry = e.entry AND v.recordedTo = ?) AS voided
       FROM entries e JOIN events USING (position) WHERE position = ?`,
    );
    this.entryCalled = database.prepare('SELECT position FROM entries WHERE claim = ? AND entry = ?');
    this.claimsOf = database.prepare(
      `SELECT claim FROM claim_facets WHERE facet = 'about' AND value = ? AND recordedTo = ?
       UNION SELECT claim FROM claim_facets WHERE facet = 'holder' AND value = ? AND recordedTo = ?`,
    );
    this.entriesOf = database.prepare('SELECT position FROM entry_facets WHERE facet = ? AND value = ?');
    this.drop = database.prepare(`DELETE FROM claim_search WHERE rowid = (? << ${REVISION_BITS} | ?)`);
    this.put = database.prepare(
      `INSERT INTO claim_search (rowid, ${SEARCH_COLUMNS.join()})
       VALUES ((? << ${REVISION_BITS} | ?), ${SEARCH_COLUMNS.map(() => '?').join()})`,
    );
  }

  /** Names and titles are in many entries. */
  private readonly repeatedText = (text: string): string => {
    let indexed = this.repeated.get(text);
    if (indexed === undefined) this.repeated.set(text, (indexed = { text: textToIndex(text) }));
    return indexed.text;
  };

  /** Call it after the claim's attributes or their facets were written. */
  claimChanged(claim: number): void {
    this.replace(claim, 0, this.texts.ofClaim(claim));
  }

  /** Call it after the entry was written. */
  entryAdded(claim: number, revision: number, entry: ClaimEvent): void {
    if (revision > 0) this.insert(claim, revision, this.texts.ofEntry(entry));
  }

  /** Call it after the entry was voided or restored. */
  entryVoided(claim: number, entry: string): void {
    const position = this.entryCalled.get(claim, entry)?.position;
    if (position !== undefined) this.entryChanged(position);
  }

  /** Call it after the actor's name or aliases were written. */
  actorChanged(actor: string): void {
    for (const { claim } of this.claimsOf.all(actor, FOREVER, actor, FOREVER)) this.claimChanged(claim);
    for (const { position } of this.entriesOf.all('actor', actor)) this.entryChanged(position);
  }

  /** Call it after the document's title was written. */
  documentChanged(document: string): void {
    for (const { position } of this.entriesOf.all('document', document)) this.entryChanged(position);
  }

  private entryChanged(position: number): void {
    const row = this.entry.get(FOREVER, position);
    if (!row || row.revision === 0) return;
    this.replace(row.claim, row.revision, row.voided === 1 ? [] : this.texts.ofEntry(entryIn(row)));
  }

  private replace(claim: number, revision: number, texts: readonly SearchText[]): void {
    this.drop.run(claim, revision);
    this.insert(claim, revision, texts);
  }

  private insert(claim: number, revision: number, texts: readonly SearchText[]): void {
    if (texts.length === 0 || revision > MAX_REVISION) return;
    const columns = SEARCH_COLUMNS.map((column) =>
      textsToIndex(
        texts.flatMap((text) => (text.column === column ? [text.text] : [])),
        column === 'names' || column === 'titles' ? this.repeatedText : textToIndex,
      ),
    );
    this.put.run(claim, revision, ...columns);
  }
}
