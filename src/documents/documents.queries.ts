import type { Statement } from 'better-sqlite3';
import { idList, type RowFilter, validAtSql, FilteredRowFinder, registeredIn, withIds } from '../read-model/filters.js';
import { listName, type Page, page, type PageRequest } from '../read-model/pagination.js';
import { matchesSearch, rowsFound, versionSearch, withIgnored } from '../read-model/version-search.js';
import type { ReadModel } from '../read-model/read-model.js';
import { VersionTable } from '../read-model/version-table.js';
import { SimilarItems, type SimilarItem } from '../read-model/similar-items.js';
import { urlKey } from '../lib/url-key.js';
import { positionText } from '../event-log/position.js';
import { streamName } from '../domain/domain-event.js';
import { redactedMember, RedactionQueries, type RedactionView } from '../redactions/redaction.queries.js';
import type { DocumentRegistered } from './document.events.js';

/** A document. */
export interface DocumentView extends DocumentRegistered {
  /** The id of the document. */
  readonly id: string;
  /** The revision of its stream: the number of its last event, from 0. */
  readonly revision: number;
  /** When it was registered (recorded time). */
  readonly registeredAt: string;
  /** When its last event was recorded. */
  readonly lastRecordedAt: string;
  /** What was redacted of the events of its stream, and why; absent if nothing was. */
  readonly redacted?: readonly RedactionView[];
  /** The position of its last event. */
  readonly position: string;
}

/** Filters of a list of documents. A document must match all that are given. */
export interface DocumentFilter {
  /** Ids of documents, separated by commas. */
  readonly ids?: string | undefined;
  /** Beginnings of words of the document's title, authors and URL; see `read-model/version-search.ts`. */
  readonly q?: string | undefined;
  /** The id of the publisher. */
  readonly publisher?: string | undefined;
  /** Any spelling of the document's URL. */
  readonly url?: string | undefined;
  /** The id of a claim whose entries refer to the document. */
  readonly claim?: string | undefined;
  /** As the ledger knew it then: an ISO instant in UTC with milliseconds. Default: now. */
  readonly asOf?: string | undefined;
}

/** Reads documents, as of any moment of recorded time: ISO instants in UTC with milliseconds. */
export class DocumentQueries {
  private readonly redactions: RedactionQueries;
  private readonly versions: VersionTable<DocumentRegistered>;
  private readonly finder: FilteredRowFinder;
  private readonly similarItems: SimilarItems;
  private readonly idOf: Statement<[number], { readonly id: string }>;

  constructor({ database }: ReadModel) {
    this.redactions = new RedactionQueries({ database });
    this.versions = new VersionTable(database, 'document_versions');
    this.finder = new FilteredRowFinder(database);
    const name = `coalesce(v.attributes ->> 'title', v.attributes ->> 'url')`;
    this.similarItems = new SimilarItems(database, 'document', name);
    this.idOf = database.prepare('SELECT id FROM document_versions WHERE position = ?');
  }

  /** Undefined if the document wasn't registered by then. */
  get(id: string, at: string): DocumentView | undefined {
    const version = this.versions.at(id, at);
    if (!version) return undefined;
    const { attributes, revision, registeredAt, recordedFrom: lastRecordedAt, position } = version;
    return {
      ...{ ...attributes, id, revision, registeredAt, lastRecordedAt },
      ...redactedMember(this.redactions.ofStream(streamName('document', id))),
      position: positionText(position),
    };
  }

  /** Documents that may be the same as this one. */
  similar(id: string, at: string): SimilarItem[] {
    return this.similarItems.to(id, at);
  }

  /** Newest first. Throws a `CursorMismatchError`. */
  list(filter: DocumentFilter, request: PageRequest & { readonly now: string }): Page<DocumentView> {
    const { asOf, q, ...given } = filter;
    const search = versionSearch(q);
    const attributes = {
      ...given,
      q: search?.expression,
      ...(given.url !== undefined && { url: urlKey(given.url) }),
      ...(given.ids !== undefined && { ids: idList(given.ids) }),
    };
    const parameters = Object.fromEntries(
      Object.entries(attributes).filter((pair): pair is [string, string] => pair[1] !== undefined),
    );
    const filters = DOCUMENT_FILTERS.filter(([key]) => key === 'registered' || key in parameters).map(([, row]) => row);
    const found = page(
      listName('documents', { ...filter, q: search && q }),
      { ...request, at: asOf ?? request.now },
      (from, at, limit) => rowsFound(search, () => this.finder.find(filters, parameters, { from, at, limit })),
      (number, at) => this.get(this.idOf.get(number)?.id ?? '', at) as DocumentView,
    );
    return withIgnored(found, search);
  }
}

const refersTo = (x: string): string => `${x}n.claim = @claim AND ${x}n.noun = 'document'`;
/** `claim_names` has no times, so the entries decide whether the reference existed at `@at`. */
const existedThen = (x: string): string =>
  `${validAtSql(x)} AND EXISTS (SELECT 1 FROM entry_facets ${x}f JOIN entries ${x}e ON ${x}e.position = ${x}f.position
    JOIN claim_versions ${x}c ON ${x}c.position = ${x}e.claim
    WHERE ${x}f.facet = 'document' AND ${x}f.value = ${x}.id AND ${x}c.id = @claim AND ${x}e.recordedAt <= @at)`;

/** The most selective filters first. */
export const DOCUMENT_FILTERS: readonly (readonly [keyof DocumentFilter | 'registered', RowFilter])[] = [
  ['ids', withIds('document_versions')],
  ['q', matchesSearch('document')],
  [
    'url',
    (x) => ({
      from: `identity_keys ${x}`,
      number: `${x}.number`,
      where: `${x}.noun = 'document' AND ${x}.because = 'same-url' AND ${x}.key = @url`,
      holds: validAtSql(x),
    }),
  ],
  [
    'claim',
    (x) => ({
      from: `claim_names ${x}n CROSS JOIN document_versions ${x} ON ${x}.id = ${x}n.id`,
      number: `${x}.number`,
      where: refersTo(x),
      holds: existedThen(x),
      walk: 'unordered',
      lookup: (number) =>
        `SELECT 1 FROM document_versions ${x} CROSS JOIN claim_names ${x}n ON ${x}n.id = ${x}.id
         WHERE ${x}.number = ${number} AND ${refersTo(x)} AND ${existedThen(x)}`,
    }),
  ],
  [
    'publisher',
    (x) => ({
      from: `document_versions ${x} INDEXED BY document_versions_by_publisher`,
      number: `${x}.number`,
      where: `${x}.attributes ->> 'publisher' = @publisher`,
      holds: validAtSql(x),
    }),
  ],
  ['registered', registeredIn('document_versions')],
];
