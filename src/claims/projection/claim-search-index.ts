import { createHash } from 'node:crypto';
import type { Database, Statement } from 'better-sqlite3';
import { FOREVER, LAST_INSTANT } from '../../domain/recorded-time.js';
import { boundedCache } from '../../lib/bounded-cache.js';
import { memorySize } from '../../lib/memory-size.js';
import { textsToIndex, textToIndex } from '../../lib/search-tokens.js';
import type { PackedColumn } from '../../read-model/filters.js';
import { INDEX_OPTIONS } from '../../read-model/search-query.js';
import type { ClaimEvent } from '../claim.events.js';
import { ClaimSearchTexts, entryIn, SEARCH_COLUMNS, type SearchedRow, type SearchText } from './claim-search-texts.js';

interface EntryRow extends SearchedRow {
  readonly claim: number;
  readonly revision: number;
  readonly entry: string;
  readonly recordedAt: string;
}

interface Interval {
  readonly recordedFrom: string;
  readonly recordedTo: string;
}

/** The texts of a row of the index, from one change to the next. */
interface RowVersion extends Interval {
  readonly texts: readonly SearchText[];
}

/** What a row of the index is for, and how its texts came about. */
interface Source {
  readonly claim: number;
  /** Of the entry; 0 for the claim itself. */
  readonly revision: number;
  /** When the claim or the entry was recorded. */
  readonly since: string;
  /** When its texts may have changed since then. */
  readonly changes: readonly string[];
  readonly textsAt: (at: string) => readonly SearchText[];
}

/** The tables of the full-text index of claims. */
export const CLAIM_SEARCH_SCHEMA = `
  -- Folded texts as they are now: a row for each claim and for each act that isn't voided.
  CREATE VIRTUAL TABLE IF NOT EXISTS claim_search USING fts5 (${SEARCH_COLUMNS.join()}, ${INDEX_OPTIONS});
  -- Folded texts as they were.
  CREATE VIRTUAL TABLE IF NOT EXISTS past_claim_search USING fts5 (${SEARCH_COLUMNS.join()}, ${INDEX_OPTIONS});
  -- When rows of both had their texts. Only for rows whose texts changed; all others have theirs since their recording.
  -- The id is the rowid in past_claim_search, and a digest of the other columns and the texts. "row" is the rowid in
  -- claim_search.
  CREATE TABLE IF NOT EXISTS claim_text_versions (
    id INTEGER PRIMARY KEY, row INTEGER NOT NULL, recordedFrom TEXT NOT NULL, recordedTo TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS claim_text_versions_by_row ON claim_text_versions (row, recordedTo, recordedFrom);`;

/** A row id has the claim's number, and below it the revision of the entry; 0 is the claim itself. */
const REVISION_BITS = 20;
export const packedRow = (x: string): PackedColumn => ({ column: `${x}.rowid`, lowBits: REVISION_BITS });
/** Entries after the millionth of one claim are not indexed. */
const MAX_REVISION = 2 ** REVISION_BITS - 1;
/** All cached texts together. */
const MAX_BYTES = 2_000_000;

/** Writes the full-text index of claims. */
export class ClaimSearchIndex {
  private readonly texts: ClaimSearchTexts;
  private readonly registration: Statement<[number], { readonly recordedFrom: string }>;
  private readonly entry: Statement<[number], EntryRow>;
  private readonly entryCalled: Statement<[number, string], { readonly position: number }>;
  private readonly voids: Statement<[number, string], Interval>;
  private readonly claimsOf: Statement<[string], { readonly claim: number }>;
  private readonly entriesOf: Statement<['actor' | 'document', string], { readonly position: number }>;
  private readonly drop: Statement<[number, number]>;
  private readonly put: Statement<[number, number, ...string[]]>;
  private readonly versions: Statement<[number, number], { readonly id: number }>;
  private readonly dropVersion: Statement<[number]>;
  private readonly putVersion: Statement<[number, number, number, string, string]>;
  private readonly dropPast: Statement<[number]>;
  private readonly putPast: Statement<[number, ...string[]]>;
  private readonly repeated = boundedCache<{ readonly text: string }>(MAX_BYTES, memorySize);

  constructor(database: Database) {
    this.texts = new ClaimSearchTexts(database);
    this.registration = database.prepare('SELECT recordedFrom FROM claim_versions WHERE position = ?');
    this.entry = database.prepare(
      `SELECT e.claim, e.revision, e.entry, e.recordedAt, type, data FROM entries e JOIN events USING (position)
       WHERE position = ?`,
    );
    this.entryCalled = database.prepare('SELECT position FROM entries WHERE claim = ? AND entry = ?');
    this.voids = database.prepare('SELECT recordedFrom, recordedTo FROM entry_voids WHERE claim = ? AND entry = ?');
    this.claimsOf = database.prepare(
      `SELECT DISTINCT claim FROM claim_facets WHERE facet IN ('about', 'holder') AND value = ?`,
    );
    this.entriesOf = database.prepare('SELECT position FROM entry_facets WHERE facet = ? AND value = ?');
    const row = `(? << ${REVISION_BITS} | ?)`;
    const columns = SEARCH_COLUMNS.join();
    const values = SEARCH_COLUMNS.map(() => '?').join();
    this.drop = database.prepare(`DELETE FROM claim_search WHERE rowid = ${row}`);
    this.put = database.prepare(`INSERT INTO claim_search (rowid, ${columns}) VALUES (${row}, ${values})`);
    this.versions = database.prepare(`SELECT id FROM claim_text_versions WHERE row = ${row}`);
    this.dropVersion = database.prepare('DELETE FROM claim_text_versions WHERE id = ?');
    this.putVersion = database.prepare(`INSERT INTO claim_text_versions VALUES (?, ${row}, ?, ?)`);
    this.dropPast = database.prepare('DELETE FROM past_claim_search WHERE rowid = ?');
    this.putPast = database.prepare(`INSERT INTO past_claim_search (rowid, ${columns}) VALUES (?, ${values})`);
  }

  /** Names and titles are in many entries. */
  private readonly repeatedText = (text: string): string => {
    let indexed = this.repeated.get(text);
    if (indexed === undefined) this.repeated.set(text, (indexed = { text: textToIndex(text) }));
    return indexed.text;
  };

  /** Call it after the claim's attributes or their facets were written. */
  claimChanged(claim: number): void {
    const since = this.registration.get(claim)?.recordedFrom;
    if (since === undefined) return;
    const changes = this.texts.changesOfClaim(claim, since);
    const source = { claim, revision: 0, since, changes, textsAt: (at: string) => this.texts.ofClaim(claim, at) };
    this.drop.run(claim, 0);
    this.write(source);
  }

  /** Call it after the entry was written. */
  entryAdded(claim: number, revision: number, entry: ClaimEvent, since: string): void {
    if (revision === 0 || revision > MAX_REVISION) return;
    const changes = this.texts.changesOfEntry(entry, since);
    this.write({ claim, revision, since, changes, textsAt: (at) => this.texts.ofEntry(entry, at) });
  }

  /** Deletes the rows of the claim and of its entries, up to this revision. */
  forget(claim: number, lastRevision: number): void {
    for (let revision = 0; revision <= Math.min(lastRevision, MAX_REVISION); revision += 1) {
      this.drop.run(claim, revision);
      this.writeVersions(claim, revision, []);
    }
  }

  /** Call it after the entry was voided or restored. */
  entryVoided(claim: number, entry: string): void {
    const position = this.entryCalled.get(claim, entry)?.position;
    if (position !== undefined) this.entryChanged(position);
  }

  dropCaches(): void {
    this.texts.dropCaches();
  }

  /** Call it after the actor was written. */
  actorChanged(actor: string, names: boolean): void {
    this.texts.actorChanged(actor);
    if (!names) return;
    for (const { claim } of this.claimsOf.all(actor)) this.claimChanged(claim);
    for (const { position } of this.entriesOf.all('actor', actor)) this.entryChanged(position);
  }

  /** Call it after the document was written. */
  documentChanged(document: string, title: boolean): void {
    this.texts.documentChanged(document);
    if (!title) return;
    for (const { position } of this.entriesOf.all('document', document)) this.entryChanged(position);
  }

  private entryChanged(position: number): void {
    const row = this.entry.get(position);
    if (!row || row.revision === 0 || row.revision > MAX_REVISION) return;
    const { claim, revision, recordedAt: since } = row;
    const entry = entryIn(row);
    const voids = this.voids.all(claim, row.entry);
    const isVoided = (at: string) =>
      voids.some(({ recordedFrom, recordedTo }) => recordedFrom <= at && at < recordedTo);
    const bounds = voids.flatMap(({ recordedFrom, recordedTo }) => [recordedFrom, recordedTo]);
    this.drop.run(claim, revision);
    this.write({
      ...{ claim, revision, since },
      changes: [...bounds.filter((at) => since < at && at < FOREVER), ...this.texts.changesOfEntry(entry, since)],
      textsAt: (at) => (isVoided(at) ? [] : this.texts.ofEntry(entry, at)),
    });
  }

  /** Writes a row, which `claim_search` doesn't have, and what it was before. */
  private write(source: Source): void {
    const { claim, revision, since, changes, textsAt } = source;
    const current = textsAt(LAST_INSTANT);
    if (current.length > 0) this.put.run(claim, revision, ...this.columnsOf(current));
    if (changes.length === 0) return;
    const versions = versionsOf(source);
    const isUnchanged = versions.every(
      ({ recordedFrom, recordedTo }) => recordedFrom === since && recordedTo === FOREVER,
    );
    this.writeVersions(claim, revision, isUnchanged ? [] : versions);
  }

  private writeVersions(claim: number, revision: number, versions: readonly RowVersion[]): void {
    const obsolete = new Set(this.versions.all(claim, revision).map(({ id }) => id));
    for (const version of versions) {
      const { recordedFrom, recordedTo, texts } = version;
      const id = idOf(claim, revision, version);
      if (obsolete.delete(id)) continue;
      this.putVersion.run(id, claim, revision, recordedFrom, recordedTo);
      if (recordedTo !== FOREVER) this.putPast.run(id, ...this.columnsOf(texts));
    }
    for (const id of obsolete) {
      this.dropVersion.run(id);
      this.dropPast.run(id);
    }
  }

  private columnsOf(texts: readonly SearchText[]): string[] {
    return SEARCH_COLUMNS.map((column) =>
      textsToIndex(
        texts.flatMap((text) => (text.column === column ? [text.text] : [])),
        column === 'names' || column === 'titles' ? this.repeatedText : textToIndex,
      ),
    );
  }
}

/** The versions of a row in order, without those that have no text. */
function versionsOf({ since, changes, textsAt }: Source): RowVersion[] {
  const moments = [since, ...[...new Set(changes)].sort()];
  const versions: RowVersion[] = [];
  for (const [index, recordedFrom] of moments.entries()) {
    const texts = textsAt(recordedFrom);
    const recordedTo = moments[index + 1] ?? FOREVER;
    const before = versions.at(-1);
    const isSame = before && JSON.stringify(before.texts) === JSON.stringify(texts);
    if (isSame) versions[versions.length - 1] = { ...before, recordedTo };
    else versions.push({ recordedFrom, recordedTo, texts });
  }
  return versions.filter(({ texts }) => texts.length > 0);
}

/** 52 bits of a digest, so that the same version has the same id however it came about. */
function idOf(claim: number, revision: number, version: RowVersion): number {
  const hash = createHash('sha256')
    .update(JSON.stringify([claim, revision, version]))
    .digest('hex');
  return parseInt(hash.slice(0, 13), 16);
}
