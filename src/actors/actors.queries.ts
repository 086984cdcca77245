import type { Statement } from 'better-sqlite3';
import { idList, type RowFilter, validAtSql, FilteredRowFinder, registeredIn, withIds } from '../read-model/filters.js';
import { matchesSearch, rowsFound, versionSearch, withIgnored } from '../read-model/version-search.js';
import { listName, type Page, page, type PageRequest } from '../read-model/pagination.js';
import type { ReadModel } from '../read-model/read-model.js';
import { VersionTable } from '../read-model/version-table.js';
import { nameKeys, type Similarity } from '../read-model/identity-keys.js';
import { SimilarItems, type SimilarItem } from '../read-model/similar-items.js';
import { positionText } from '../event-log/position.js';
import type { ActorKind } from '../domain/vocabulary.js';
import { streamName } from '../domain/domain-event.js';
import { redactedMember, RedactionQueries, type RedactionView } from '../redactions/redaction.queries.js';
import type { ActorRegistered } from './actor.events.js';
import { joinedActors } from '../domain/joined-actors.js';
import type { MandateRow } from './actor.projection.js';

/** A mandate: the speaker speaks for the principal. */
export interface MandateView {
  /** The id of the mandate, unique within the speaker. */
  readonly mandate: string;
  /** The id of the actor who speaks. */
  readonly speaker: string;
  /** The id of the actor for whom it speaks. */
  readonly principal: string;
  /** When it begins, included; absent if no beginning is known. */
  readonly from?: string;
  /** When it ends, included; absent if no end is known. */
  readonly until?: string;
  /** The id of a document that shows the mandate. */
  readonly document?: string;
  /** When it was recorded. */
  readonly recordedAt: string;
}

/** An actor in a list. */
export interface ActorSummary extends ActorRegistered {
  /** The id of the actor. */
  readonly id: string;
  /** The revision of its stream: the number of its last event, from 0. */
  readonly revision: number;
  /** When it was registered (recorded time). */
  readonly registeredAt: string;
  /** When its last event was recorded. */
  readonly lastRecordedAt: string;
}

/** An actor that another of the same or a confusable name may be. */
export interface SimilarActor extends ActorSummary {
  /** Why it may be the same: a name or alias is the same, or looks alike. */
  readonly because: Similarity;
}

/** An actor with its mandates. */
export interface ActorView extends ActorSummary {
  /** The ids of the actors that it is joined with, because they are the same, directly or through others. Sorted. */
  readonly sameAs: readonly string[];
  /** The mandates by which it speaks for others. */
  readonly speaksFor: readonly MandateView[];
  /** The mandates by which others speak for it. */
  readonly spokenForBy: readonly MandateView[];
  /** What was redacted of the events of its stream, and why; absent if nothing was. */
  readonly redacted?: readonly RedactionView[];
  /** The position of the last event that changed anything in this response. */
  readonly position: string;
}

/** Filters of a list of actors. An actor must match all that are given. */
export interface ActorFilter {
  /** Ids of actors, separated by commas. */
  readonly ids?: string | undefined;
  /** Beginnings of words of the actor's name and aliases; see `read-model/version-search.ts`. */
  readonly q?: string | undefined;
  readonly kind?: ActorKind | undefined;
  /** As the ledger knew it then: an ISO instant in UTC with milliseconds. Default: now. */
  readonly asOf?: string | undefined;
}

/** Reads actors, as of any moment of recorded time: ISO instants in UTC with milliseconds. */
export class ActorQueries {
  private readonly redactions: RedactionQueries;
  private readonly versions: VersionTable<ActorRegistered>;
  private readonly finder: FilteredRowFinder;
  private readonly similarItems: SimilarItems;
  private readonly idOf: Statement<[number], { readonly id: string }>;
  private readonly lastChange: Statement<[{ id: string; at: string }], ChangeRow>;
  private readonly links: Statement<[{ id: string; at: string }], LinkRow>;
  private readonly bySpeaker: Statement<[{ id: string; at: string }], MandateRow>;
  private readonly byPrincipal: Statement<[{ id: string; at: string }], MandateRow>;

  constructor({ database }: Pick<ReadModel, 'database'>) {
    this.redactions = new RedactionQueries({ database });
    this.versions = new VersionTable(database, 'actor_versions');
    this.finder = new FilteredRowFinder(database);
    this.similarItems = new SimilarItems(database, 'actor', `v.attributes ->> 'name'`);
    this.idOf = database.prepare('SELECT id FROM actor_versions WHERE position = ?');
    this.lastChange = database.prepare(
      `SELECT position, revision, recordedFrom FROM mandate_versions WHERE speaker = @id AND recordedFrom <= @at
       UNION ALL SELECT position, revision, recordedFrom FROM actor_links WHERE actor = @id AND recordedFrom <= @at
       ORDER BY position DESC LIMIT 1`,
    );
    this.links = database.prepare(
      `SELECT position, other, linked FROM actor_links WHERE actor = @id AND recordedFrom <= @at
       UNION ALL SELECT position, actor, linked FROM actor_links WHERE other = @id AND recordedFrom <= @at
       ORDER BY position`,
    );
    const mandates = (whose: string) => `SELECT * FROM mandate_versions m
      WHERE m.${whose} = @id AND m.principal IS NOT NULL AND ${validAtSql('m')} ORDER BY m.position`;
    this.bySpeaker = database.prepare(mandates('speaker'));
    this.byPrincipal = database.prepare(mandates('principal'));
  }

  /** Undefined if the actor wasn't registered by then. */
  get(id: string, at: string): ActorView | undefined {
    const actor = this.summary(id, at);
    if (!actor) return undefined;
    const speaksFor = this.bySpeaker.all({ id, at });
    const spokenForBy = this.byPrincipal.all({ id, at });
    const { sameAs, links } = this.joined(id, at);
    const positions = [actor, ...links, ...speaksFor, ...spokenForBy].map(({ position }) => position);
    return {
      ...actor.summary,
      sameAs,
      speaksFor: speaksFor.map(mandateView),
      spokenForBy: spokenForBy.map(mandateView),
      ...redactedMember(this.redactions.ofStream(streamName('actor', id))),
      position: positionText(Math.max(...positions)),
    };
  }

  /** The ids of the actors with which it is joined. */
  sameAs(id: string, at: string): readonly string[] {
    return this.joined(id, at).sameAs;
  }

  /** Actors that may be the same as this one, and aren't joined with it. */
  similar(id: string, at: string): SimilarItem[] {
    const { sameAs } = this.joined(id, at);
    return this.similarItems.to(id, at).filter((item) => !sameAs.includes(item.id));
  }

  /** Actors that a new one of this name may be the same as. */
  similarToName(name: string, at: string): SimilarActor[] {
    return this.similarItems.withKeys(nameKeys([name]), at).flatMap(({ id, because }) => {
      const actor = this.summary(id, at)?.summary;
      return actor ? [{ ...actor, because }] : [];
    });
  }

  /** Newest first. Throws a `CursorMismatchError`. */
  list(filter: ActorFilter, request: PageRequest & { readonly now: string }): Page<ActorSummary> {
    const search = versionSearch(filter.q);
    const parameters = {
      ...(search?.expression !== undefined && { q: search.expression }),
      ...(filter.kind && { kind: filter.kind }),
      ...(filter.ids !== undefined && { ids: idList(filter.ids) }),
    };
    const filters = ACTOR_FILTERS.filter(([key]) => key === 'registered' || key in parameters).map(([, row]) => row);
    const found = page(
      listName('actors', { ...filter, q: search && filter.q }),
      { ...request, at: filter.asOf ?? request.now },
      (from, at, limit) => rowsFound(search, () => this.finder.find(filters, parameters, { from, at, limit })),
      (number, at) => this.summary(this.idOf.get(number)?.id ?? '', at)?.summary as ActorSummary,
    );
    return withIgnored(found, search);
  }

  /** The actors that it is joined with, and every link or unlink of the actors on the way. */
  private joined(id: string, at: string): { sameAs: readonly string[]; links: readonly LinkRow[] } {
    const links: LinkRow[] = [];
    const linkedWith = (actor: string): string[] => {
      const rows = this.links.all({ id: actor, at });
      links.push(...rows);
      const last = new Map(rows.map(({ other, linked }) => [other, linked === 1]));
      return [...last].filter(([, linked]) => linked).map(([other]) => other);
    };
    const kindOf = (actor: string) => this.versions.at(actor, at)?.attributes.kind;
    return { sameAs: joinedActors(id, linkedWith, kindOf).filter((actor) => actor !== id), links };
  }

  private summary(id: string, at: string): { summary: ActorSummary; position: number } | undefined {
    const version = this.versions.at(id, at);
    if (!version) return undefined;
    const change = this.lastChange.get({ id, at });
    const last = change && change.position > version.position ? change : version;
    const { attributes, registeredAt } = version;
    const { revision, position, recordedFrom: lastRecordedAt } = last;
    return { summary: { ...attributes, id, revision, registeredAt, lastRecordedAt }, position };
  }
}

/** An event of an actor's stream that made no version of the actor. */
type ChangeRow = Pick<MandateRow, 'position' | 'revision' | 'recordedFrom'>;

interface LinkRow {
  readonly position: number;
  readonly other: string;
  readonly linked: number;
}

/** The most selective filters first. */
export const ACTOR_FILTERS: readonly (readonly [keyof ActorFilter | 'registered', RowFilter])[] = [
  ['ids', withIds('actor_versions')],
  ['q', matchesSearch('actor')],
  [
    'kind',
    (x) => ({
      from: `actor_versions ${x} INDEXED BY actor_versions_by_kind`,
      number: `${x}.number`,
      where: `${x}.attributes ->> 'kind' = @kind`,
      holds: validAtSql(x),
    }),
  ],
  ['registered', registeredIn('actor_versions')],
];

const mandateView = ({
  mandate,
  speaker,
  principal,
  from,
  until,
  document,
  recordedFrom,
}: MandateRow): MandateView => ({
  mandate,
  speaker,
  principal: principal ?? '',
  ...(from !== null && { from }),
  ...(until !== null && { until }),
  ...(document !== null && { document }),
  recordedAt: recordedFrom,
});
