import type { Statement } from 'better-sqlite3';
import { type RowFilter, validAtSql, FilteredRowFinder } from '../read-model/filters.js';
import { listName, type Page, page, type PageRequest } from '../read-model/pagination.js';
import type { ReadModel } from '../read-model/read-model.js';
import { VersionTable } from '../read-model/version-table.js';
import { positionText } from '../event-log/position.js';
import type { DocumentRegistered } from './document.events.js';

export interface DocumentView extends DocumentRegistered {
  readonly id: string;
  readonly revision: number;
  readonly registeredAt: string;
  readonly lastRecordedAt: string;
  readonly position: string;
}

export interface DocumentFilter {
  readonly publisher?: string | undefined;
  /** The very URL under which it was registered. */
  readonly url?: string | undefined;
  /** One whose entries name it. */
  readonly claim?: string | undefined;
  /** As the ledger knew it then. Absent: now. */
  readonly asOf?: string | undefined;
}

/** Answers about documents from the read model, as of any moment of recorded time. */
export class DocumentQueries {
  private readonly versions: VersionTable<DocumentRegistered>;
  private readonly finder: FilteredRowFinder;
  private readonly idOf: Statement<[number], { readonly id: string }>;

  constructor({ database }: ReadModel) {
    this.versions = new VersionTable(database, 'document_versions');
    this.finder = new FilteredRowFinder(database);
    this.idOf = database.prepare('SELECT id FROM document_versions WHERE position = ?');
  }

  /** Undefined if it wasn't registered at that moment. */
  get(id: string, at: string): DocumentView | undefined {
    const version = this.versions.at(id, at);
    if (!version) return undefined;
    const { attributes, revision, registeredAt, recordedFrom: lastRecordedAt, position } = version;
    return { ...attributes, id, revision, registeredAt, lastRecordedAt, position: positionText(position) };
  }

  /** Newest first. Throws a `CursorMismatchError`. */
  list(filter: DocumentFilter, request: PageRequest & { readonly now: string }): Page<DocumentView> {
    const { asOf, ...attributes } = filter;
    const parameters = Object.fromEntries(
      Object.entries(attributes).filter((pair): pair is [string, string] => pair[1] !== undefined),
    );
    const criteria = CRITERIA.filter(([name]) => name === 'registered' || name in parameters).map(([, each]) => each);
    return page(
      listName('documents', filter),
      { ...request, at: asOf ?? request.now },
      (from, at, limit) => this.finder.find(criteria, parameters, { from, at, limit }),
      (number, at) => this.get(this.idOf.get(number)?.id ?? '', at) as DocumentView,
    );
  }
}

const having =
  (attribute: 'url' | 'publisher'): RowFilter =>
  (x) => ({
    from: `document_versions ${x} INDEXED BY document_versions_by_${attribute}`,
    number: `${x}.number`,
    where: `${x}.attributes ->> '${attribute}' = @${attribute}`,
    holds: validAtSql(x),
  });

/** A claim's names have no time of their own: by when one was named, its entries say. */
const named = (x: string): string => `${x}n.claim = @claim AND ${x}n.noun = 'document'`;
const byThen = (x: string): string =>
  `${validAtSql(x)} AND EXISTS (SELECT 1 FROM entry_facets ${x}f JOIN entries ${x}e ON ${x}e.position = ${x}f.position
    JOIN claim_versions ${x}c ON ${x}c.position = ${x}e.claim
    WHERE ${x}f.facet = 'document' AND ${x}f.value = ${x}.id AND ${x}c.id = @claim AND ${x}e.recordedAt <= @at)`;

/** Those that fit fewest documents first. */
export const CRITERIA: readonly (readonly [keyof DocumentFilter | 'registered', RowFilter])[] = [
  ['url', having('url')],
  [
    'claim',
    (x) => ({
      from: `claim_names ${x}n CROSS JOIN document_versions ${x} ON ${x}.id = ${x}n.id`,
      number: `${x}.number`,
      where: named(x),
      holds: byThen(x),
      lookup: (number) =>
        `SELECT 1 FROM document_versions ${x} CROSS JOIN claim_names ${x}n ON ${x}n.id = ${x}.id
         WHERE ${x}.number = ${number} AND ${named(x)} AND ${byThen(x)}`,
    }),
  ],
  ['publisher', having('publisher')],
  [
    'registered',
    (x) => ({ from: `document_versions ${x}`, number: `${x}.number`, where: 'TRUE', holds: validAtSql(x) }),
  ],
];
