import type { Database, Statement } from 'better-sqlite3';
import { type ExpiringView, ViewCache } from '../../read-model/view-cache.js';
import type { Page, PageRequest } from '../../read-model/pagination.js';
import type { ReadModel } from '../../read-model/read-model.js';
import { VersionTable } from '../../read-model/version-table.js';
import { SimilarItems, type SimilarItem } from '../../read-model/similar-items.js';
import { positionText } from '../../event-log/position.js';
import { streamName } from '../../domain/domain-event.js';
import { redactedMember, RedactionQueries } from '../../redactions/redaction.queries.js';
import { memoize } from '../../lib/memoize.js';
import type { PolicyInput } from '../../verification/policy.js';
import type { ClaimAttributes } from '../claim.events.js';
import { type PolicyContext, policyContextOf, policyInputOf } from '../projection/policy-input.js';
import { sameAsGroupOf } from '../projection/same-as-groups.js';
import { type AsOfFilter, asOf as knownAt, ReferenceData } from '../projection/reference-data.js';
import { ClaimReader, type EntryRow } from '../projection/claim-reader.js';
import { ClaimHistoryQueries, type HistoryPage } from './history.queries.js';
import { ClaimLinkQueries } from './links.queries.js';
import { ClaimListQueries } from './claim-list.queries.js';
import { MomentQueries } from './moments.queries.js';
import type { MomentsView } from './moments.views.js';
import { ProvenanceQueries } from './provenance.queries.js';
import { ClaimStateQueries } from './state.queries.js';
import type { ProvenanceView } from './provenance.views.js';
import type { ClaimFilter, ClaimView, EntryView, FoundClaim, HistoryView } from './views.js';

/** Of all claims together. */
const MAX_CACHED_BYTES = 8_000_000;

interface NarrativeRow {
  readonly id: string;
  readonly title: string;
  readonly position: number;
  /** When its last event was recorded. */
  readonly recordedFrom: string;
}

/**
 * Reads claims, as of any moment of recorded time. Times are ISO instants in UTC with milliseconds; for the present pass
 * `readModel.present(clock)`. Unknown claims, and claims registered after `at`, are undefined.
 */
export class ClaimQueries {
  private readonly database: Database;
  private readonly redactions: RedactionQueries;
  private readonly views: ViewCache<ClaimView>;
  private readonly versions: VersionTable<ClaimAttributes>;
  private readonly reader: ClaimReader;
  private readonly lists: ClaimListQueries;
  private readonly links: ClaimLinkQueries;
  private readonly states: ClaimStateQueries;
  private readonly histories: ClaimHistoryQueries;
  private readonly origins: ProvenanceQueries;
  private readonly similarItems: SimilarItems;
  private readonly narrativesOf: Statement<[{ id: string; at: string }], NarrativeRow>;
  private readonly lastNarrativeChange: Statement<[{ id: string; at: string }], { readonly at: string | null }>;
  private readonly momentQueries: MomentQueries;
  private readonly timeOf: Statement<[number, number], Pick<EntryRow, 'recordedAt'>>;
  private readonly lastOwn: Statement<[number, string], Pick<EntryRow, 'position' | 'revision' | 'recordedAt'>>;

  constructor(readModel: ReadModel, reader = new ClaimReader(readModel.database)) {
    const { database } = readModel;
    this.database = database;
    this.redactions = new RedactionQueries(readModel);
    this.views = new ViewCache(readModel, MAX_CACHED_BYTES);
    this.versions = new VersionTable(database, 'claim_versions');
    this.reader = reader;
    this.lists = new ClaimListQueries(readModel);
    this.links = new ClaimLinkQueries(database);
    this.states = new ClaimStateQueries(database);
    this.histories = new ClaimHistoryQueries(database);
    this.momentQueries = new MomentQueries(database);
    this.origins = new ProvenanceQueries(database, this.reader);
    this.similarItems = new SimilarItems(database, 'claim', `v.attributes ->> 'text'`);
    this.narrativesOf = database.prepare(
      `SELECT n.id, n.attributes ->> 'title' AS title, m.position, n.recordedFrom FROM narrative_claims m
       JOIN narrative_versions n ON n.id = m.narrative AND n.recordedFrom <= @at AND @at < n.recordedTo
       WHERE m.claim = @id AND m.recordedFrom <= @at AND @at < m.recordedTo ORDER BY n.number`,
    );
    this.lastNarrativeChange = database.prepare(
      `SELECT max(changedAt) AS at FROM (
         SELECT recordedFrom AS changedAt FROM narrative_claims WHERE claim = @id
         UNION ALL SELECT recordedTo FROM narrative_claims WHERE claim = @id
       ) WHERE changedAt <= @at`,
    );
    this.timeOf = database.prepare('SELECT recordedAt FROM entries WHERE claim = ? AND revision = ?');
    this.lastOwn = database.prepare(
      `SELECT position, revision, recordedAt FROM entries WHERE claim = ? AND recordedAt <= ?
       ORDER BY revision DESC LIMIT 1`,
    );
  }

  get(id: string, at: string): ClaimView | undefined {
    return this.views.get(id, at, () => this.view(id, at));
  }

  private view(id: string, at: string): ExpiringView<ClaimView> | undefined {
    const version = this.versions.at(id, at);
    const state = version && this.states.datedAt(version.number, at);
    const last = version && this.lastOwn.get(version.number, at);
    if (!version || !state || !last) return undefined;
    const { view: verification, until } = state;
    const links = this.links.effective(id, at);
    const sameAs = this.links.groupOf(id, version.attributes.kind, links, at).filter((member) => member !== id);
    const narratives = this.narrativesOf.all({ id, at });
    const positions = [
      positionText(last.position),
      verification.position,
      ...links.map(({ position }) => position),
      ...narratives.map(({ position }) => positionText(position)),
    ];
    const times = [
      last.recordedAt,
      verification.recordedFrom,
      this.links.lastChangeOf([id, ...sameAs], at) ?? '',
      this.lastNarrativeChange.get({ id, at })?.at ?? '',
      ...narratives.map(({ recordedFrom }) => recordedFrom),
    ];
    const view: ClaimView = {
      ...version.attributes,
      id,
      registeredAt: version.registeredAt,
      revision: last.revision,
      lastRecordedAt: last.recordedAt,
      narratives: narratives.map(({ id, title }) => ({ id, title })),
      sameAs,
      links: links.map(({ position: _position, ...link }) =>
        link.relation === 'same-as' && !sameAs.includes(link.claim) ? { ...link, withoutEffect: 'kinds-differ' } : link,
      ),
      ...redactedMember(this.redactions.ofStream(streamName('claim', id))),
      verification,
      position: positions.sort().at(-1) as string,
      recordedFrom: times.sort().at(-1) as string,
    };
    return { view, until };
  }

  /** The number of its registration, whenever that was. */
  number(id: string): number | undefined {
    return this.reader.number(id);
  }

  /** The recorded time of a revision of the claim; undefined if there is none. */
  recordedAt(id: string, revision: number): string | undefined {
    const number = this.reader.number(id);
    return number === undefined ? undefined : this.timeOf.get(number, revision)?.recordedAt;
  }

  /** Claims that may be the same as this one, and aren't merged with it. */
  similar(id: string, at: string): SimilarItem[] {
    const merged = this.get(id, at)?.sameAs ?? [];
    return this.similarItems.to(id, at).filter((item) => !merged.includes(item.id));
  }

  history(id: string, at: string, page: HistoryPage = {}): HistoryView | undefined {
    const number = this.versions.at(id, at)?.number;
    return number === undefined ? undefined : this.histories.history(id, number, at, page);
  }

  moments(id: string, at: string, page: HistoryPage): MomentsView | undefined {
    const number = this.versions.at(id, at)?.number;
    return number === undefined ? undefined : this.momentQueries.of(id, number, at, page);
  }

  entry(id: string, entry: string, at: string): EntryView | undefined {
    const number = this.reader.number(id);
    return number === undefined ? undefined : this.histories.entry(number, entry, at);
  }

  provenance(id: string, at: string): ProvenanceView | undefined {
    const number = this.versions.at(id, at)?.number;
    const verification = number === undefined ? undefined : this.states.at(number, at);
    return verification && this.origins.of(id, this.links.group(id, at), verification, at);
  }

  /** Throws a `CursorMismatchError`. */
  list(filter: ClaimFilter, request: PageRequest & { readonly now: string }): Page<FoundClaim> {
    return this.lists.list(filter, request);
  }

  /** The policy's input for the claim's same-as group as the ledger knew it at `asOf`, to be evaluated as of `at`. */
  policyInputOf(id: string, asOf: string, at: string): PolicyInput | undefined {
    const isKnown = knownAt(asOf);
    const group = sameAsGroupOf(
      {
        fold: memoize((claim: string) => this.reader.fold(claim, isKnown)),
        linkedAsSame: (claim) => this.reader.linkedAsSame(claim),
      },
      id,
    );
    return group.length === 0 ? undefined : policyInputOf(group, this.contextAsOf(isKnown), at);
  }

  private contextAsOf(isKnown: AsOfFilter): PolicyContext {
    const source = new ReferenceData(this.database);
    return policyContextOf(source, isKnown, source.makersElsewhere);
  }
}
