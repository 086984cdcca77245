import type { Database, Statement } from 'better-sqlite3';
import { ProjectionError } from '../../projections/projection.js';
import { FOREVER, type TimedEvent } from '../../domain/recorded-time.js';
import { IdentityKeyWriter } from '../../projections/identity-key-writer.js';
import { VersionWriter } from '../../projections/version-writer.js';
import { textKeys } from '../../read-model/identity-keys.js';
import { foldText } from '../../lib/fold-text.js';
import { positionNumber } from '../../event-log/position.js';
import { parseOccurredAt } from '../../domain/fuzzy-time.js';
import type { VoidChange } from '../../domain/voids.js';
import type { ClaimAttributes, ClaimEvent } from '../claim.events.js';
import { type EntryEffect, ClaimFold } from './claim-fold.js';
import type { ClaimFoldCache } from './claim-fold-cache.js';
import { isAct, isEntryType } from '../claim.rules.js';
import { localEntry, referencesIn } from '../claim.references.js';
import type { Act } from '../../domain/entries.js';
import { entryFacets } from './entry-facets.js';
import { languageRanges } from './language-ranges.js';
import type { EntryRow } from './claim-reader.js';
import type { ClaimSearchIndex } from './claim-search-index.js';
import type { ReferenceData } from './reference-data.js';

/** Writes the rows that follow from a claim's own stream: entries, voids, links, attributes, facets, search index. */
export class ClaimProjector {
  private readonly versions: VersionWriter<ClaimAttributes>;
  private readonly keys: IdentityKeyWriter;
  private readonly putTopic: Statement<[string, string, number]>;
  private readonly putEntry: Statement<[EntryRow]>;
  private readonly putEntryFacet: Statement<[string, string, number]>;
  private readonly endVoid: Statement<[string, number, string, string]>;
  private readonly putVoid: Statement<[number, string, number, string, string, string]>;
  private readonly putLink: Statement<[number, string, number, string, string, string, number, string]>;
  private readonly putReference: Statement<[string, string, string]>;
  private readonly claimsNaming: Statement<[string, string], { readonly claim: string }>;
  private readonly facetsOf: Statement<[number, string, string], { readonly value: string }>;
  private readonly endFacet: Statement<[string, string, string, number, string]>;
  private readonly putFacet: Statement<[string, string, number, number, string, string]>;

  constructor(
    database: Database,
    private readonly folds: ClaimFoldCache,
    private readonly search: ClaimSearchIndex,
    private readonly referenceData: ReferenceData,
  ) {
    this.versions = new VersionWriter(database, 'claim_versions');
    this.keys = new IdentityKeyWriter(database, 'claim');
    this.putTopic = database.prepare(
      `INSERT INTO topics VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE
       SET spelling = excluded.spelling, position = excluded.position WHERE excluded.position < position`,
    );
    this.putEntry = database.prepare(
      'INSERT INTO entries VALUES (@position, @claim, @revision, @recordedAt, @entry, @occurredFrom, @occurredTo)',
    );
    this.putEntryFacet = database.prepare('INSERT INTO entry_facets VALUES (?, ?, ?)');
    this.endVoid = database.prepare(
      'UPDATE entry_voids SET recordedTo = ? WHERE claim = ? AND entry = ? AND recordedTo = ?',
    );
    this.putVoid = database.prepare('INSERT INTO entry_voids VALUES (?, ?, ?, ?, ?, ?)');
    this.putLink = database.prepare('INSERT INTO claim_links VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    this.putReference = database.prepare('INSERT OR IGNORE INTO claim_names VALUES (?, ?, ?)');
    this.claimsNaming = database.prepare('SELECT claim FROM claim_names WHERE noun = ? AND id = ?');
    this.facetsOf = database.prepare('SELECT value FROM claim_facets WHERE claim = ? AND facet = ? AND recordedTo = ?');
    this.endFacet = database.prepare(
      'UPDATE claim_facets SET recordedTo = ? WHERE facet = ? AND value = ? AND claim = ? AND recordedTo = ?',
    );
    this.putFacet = database.prepare('INSERT INTO claim_facets VALUES (?, ?, ?, ?, ?, ?)');
  }

  /**
   * Projects the event, applies it to the claim's cached fold, and returns the entry's id.
   * Throws a `ProjectionError` if the event is invalid at this revision of a claim's stream.
   */
  project(event: TimedEvent, id: string): string {
    const claimEvent = { type: event.type, data: event.data } as unknown as ClaimEvent;
    const before = this.folds.fold(id);
    if (!isEntryType(event.type) || event.revision !== (before?.revision ?? -1) + 1) {
      throw new ProjectionError(`${event.type} is invalid at revision ${event.revision} of ${event.stream}.`);
    }
    if ((claimEvent.type === 'ClaimRegistered') !== (event.revision === 0)) {
      throw new ProjectionError(`${event.stream} must begin with its only registration.`);
    }
    if (typeof event.metadata['recordedBy'] !== 'string') {
      throw new ProjectionError(`${event.type} doesn't say who recorded it.`);
    }
    const { revision, recordedAt } = event;
    const position = positionNumber(event.position);
    const entry = { event: claimEvent, revision, position, recordedAt };
    const fold = before ?? new ClaimFold(id, entry);
    this.putEntry.run(rowOf(event, claimEvent, fold.number, position));
    this.search.entryAdded(fold.number, revision, claimEvent, recordedAt);
    for (const [facet, value] of entryFacets(id, claimEvent)) this.putEntryFacet.run(facet, value, position);
    if (!before) this.folds.add(fold);
    const effect = before ? before.apply(entry) : { attributesChanged: true, voids: [], speakers: [] };
    for (const { noun, id: target } of referencesIn(claimEvent)) {
      if (noun === 'actor' || noun === 'document') this.putReference.run(noun, target, id);
    }
    this.writeCitedElsewhere(id, claimEvent);
    if (claimEvent.type === 'ClaimLinked' || claimEvent.type === 'ClaimUnlinked') {
      const { relation, other } = claimEvent.data;
      const linked = claimEvent.type === 'ClaimLinked' ? 1 : 0;
      this.putLink.run(position, id, fold.number, claimEvent.data.id, relation, other, linked, recordedAt);
    }
    this.writeEffect(event, fold, effect, position);
    return claimEvent.data.id;
  }

  /** The claims that cite or interpret an entry that was projected late, after them. Writes its makers as names of theirs. */
  citingClaims(ref: string): readonly string[] {
    const citing = this.claimsNaming.all('entry', ref).map(({ claim }) => claim);
    for (const claim of citing) this.writeMakers(claim, ref);
    return citing;
  }

  private writeCitedElsewhere(id: string, event: ClaimEvent): void {
    const { cites = [] } = event.data as Partial<Act>;
    const sources = 'interprets' in event.data ? [...cites, event.data.interprets] : cites;
    for (const source of sources) {
      if (!('entry' in source) || localEntry(source.entry, id) !== undefined) continue;
      this.putReference.run('entry', source.entry, id);
      this.writeMakers(id, source.entry);
    }
  }

  private writeMakers(claim: string, ref: string): void {
    for (const maker of this.referenceData.makersOf(ref) ?? []) this.putReference.run('actor', maker, claim);
  }

  private writeEffect(event: TimedEvent, fold: ClaimFold, effect: EntryEffect, position: number): void {
    const { recordedAt } = event;
    for (const change of effect.voids) {
      this.writeVoid(fold.number, change, position, recordedAt);
      this.search.entryVoided(fold.number, change.entry);
    }
    for (const { actor, speaks } of effect.speakers) {
      if (speaks) this.putFacet.run('speaker', actor, fold.number, position, recordedAt, FOREVER);
      else this.endFacet.run(recordedAt, 'speaker', actor, fold.number, FOREVER);
    }
    if (!effect.attributesChanged) return;
    this.versions.write(event, fold.id, () => fold.attributes);
    const { kind, language, about, topics, holder } = fold.attributes;
    for (const topic of topics) this.putTopic.run(foldText(topic), topic, position);
    const facets = {
      kind: [kind],
      language: languageRanges(language),
      about,
      topic: topics.map(foldText),
      holder: holder === undefined ? [] : [holder],
    };
    for (const [facet, values] of Object.entries(facets)) {
      this.writeFacet(fold.number, facet, new Set(values), position, recordedAt);
    }
    this.keys.write(event, fold.number, textKeys(fold.attributes.text));
    this.search.claimChanged(fold.number);
  }

  private writeVoid(claim: number, { entry, by }: VoidChange, position: number, recordedAt: string): void {
    this.endVoid.run(recordedAt, claim, entry, FOREVER);
    if (by !== undefined) this.putVoid.run(claim, entry, position, recordedAt, FOREVER, by);
  }

  private writeFacet(claim: number, facet: string, values: Set<string>, position: number, recordedAt: string): void {
    const before = new Set(this.facetsOf.all(claim, facet, FOREVER).map(({ value }) => value));
    for (const value of before) {
      if (!values.has(value)) this.endFacet.run(recordedAt, facet, value, claim, FOREVER);
    }
    for (const value of values) {
      if (!before.has(value)) this.putFacet.run(facet, value, claim, position, recordedAt, FOREVER);
    }
  }
}

function rowOf(event: TimedEvent, { type, data }: ClaimEvent, claim: number, position: number): EntryRow {
  const occurredAt = isAct(type) && 'occurredAt' in data ? data.occurredAt : undefined;
  const { earliest, latest } = parseOccurredAt(occurredAt);
  return {
    position,
    claim,
    revision: event.revision,
    recordedAt: event.recordedAt,
    entry: data.id,
    occurredFrom: toInstant(earliest),
    occurredTo: toInstant(latest),
  };
}

const toInstant = (milliseconds: number): string | null =>
  Number.isFinite(milliseconds) ? new Date(milliseconds).toISOString() : null;
