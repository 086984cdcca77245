import type { Statement } from 'better-sqlite3';
import { CLAIM_EVENTS } from '../claims/claim.event-types.js';
import type { ClaimEvent } from '../claims/claim.events.js';
import { isAct } from '../claims/claim.rules.js';
import { ClaimHistoryQueries } from '../claims/queries/history.queries.js';
import type { EntryView, StatusChangeView } from '../claims/queries/views.js';
import { FOREVER } from '../domain/recorded-time.js';
import { validAtSql } from '../read-model/filters.js';
import {
  CursorMismatchError,
  decodeCursor,
  encodeCursor,
  listName,
  type Page,
  type PageRequest,
  pageSize,
} from '../read-model/pagination.js';
import type { ReadModel } from '../read-model/read-model.js';
import { type ExpiringView, ViewCache } from '../read-model/view-cache.js';

/** An entry on a claim of the narrative. */
export interface TimelineEntry extends EntryView {
  /** The id of the claim. */
  readonly claim: string;
}

/** A change of the status of a claim of the narrative that no entry of that claim caused. */
export interface TimelineChange extends StatusChangeView {
  /** The id of the claim. */
  readonly claim: string;
}

/** What happened to a claim of a narrative. */
export type TimelineItem = TimelineEntry | TimelineChange;

/** The order: by recording, or by when it happened in the world. */
export const TIMELINE_SORTS = ['recorded', 'occurred'] as const;

export interface TimelineFilter {
  readonly sort?: (typeof TIMELINE_SORTS)[number] | undefined;
  /** Only what changed a status, a rule or a rating. */
  readonly changed?: 'true' | undefined;
  /** As the ledger knew it then: an ISO instant in UTC with milliseconds. Default: now. */
  readonly asOf?: string | undefined;
}

/** The most claims of a narrative in a timeline: those that were added first. */
const MAX_CLAIMS = 1_000;
const MAX_CACHED_BYTES = 4_000_000;

interface Row {
  /** When it was recorded or happened; the end of time if that isn't known. */
  readonly time: string;
  /** By when it had happened. */
  readonly until: string;
  readonly position: number;
  readonly claim: number;
  /** −1 for an entry. */
  readonly step: number;
  readonly id: string;
}

interface Parameters extends Omit<Row, 'id'> {
  readonly narrative: string;
  readonly at: string;
  readonly limit: number;
}

const ACTS = (Object.keys(CLAIM_EVENTS.types) as ClaimEvent['type'][]).filter(isAct);

const MEMBERS = `members (number, id) AS MATERIALIZED (
  SELECT c.position, c.id FROM narrative_claims nc CROSS JOIN claim_versions c ON c.position = nc.number
  WHERE nc.narrative = @narrative AND ${validAtSql('nc')} AND c.recordedFrom <= @at ORDER BY nc.position LIMIT ${MAX_CLAIMS})`;

const START = { time: '', until: '', position: -1, claim: -1, step: -1 };

/** Reads what happened to the claims of a narrative, in the order of recording or of the world. */
export class NarrativeTimelineQueries {
  private readonly histories: ClaimHistoryQueries;
  private readonly statements = new Map<string, Statement<[Parameters], Row>>();
  private readonly nextChange: Statement<[Pick<Parameters, 'narrative' | 'at'>], { readonly at: string | null }>;
  private readonly pages: ViewCache<Page<TimelineItem>>;

  constructor(private readonly readModel: ReadModel) {
    this.histories = new ClaimHistoryQueries(readModel.database);
    this.nextChange = readModel.database.prepare(
      `WITH ${MEMBERS} SELECT min(s.recordedFrom) AS at FROM members m
       CROSS JOIN claim_states s ON s.claim = m.number WHERE s.changed = 1 AND s.recordedFrom > @at`,
    );
    this.pages = new ViewCache(readModel, MAX_CACHED_BYTES);
  }

  /** Oldest first. Throws a `CursorMismatchError`. */
  list(narrative: string, filter: TimelineFilter, request: PageRequest & { readonly now: string }): Page<TimelineItem> {
    const name = listName('timeline', { narrative, ...filter });
    const from = request.cursor === undefined ? undefined : decodeCursor(name, request.cursor);
    const at = from?.at ?? filter.asOf ?? request.now;
    const size = pageSize(request);
    const after = from === undefined ? START : { ...placeOf(from.value), position: from.number };
    const make = (): ExpiringView<Page<TimelineItem>> => ({
      view: this.page(name, filter, { narrative, at, ...after }, size),
      until: this.nextChange.get({ narrative, at })?.at ?? FOREVER,
    });
    return this.pages.get(JSON.stringify([name, size, after]), at, make);
  }

  private page(
    name: string,
    filter: TimelineFilter,
    from: Omit<Parameters, 'limit'>,
    size: number,
  ): Page<TimelineItem> {
    const { at } = from;
    const rows = this.statement(filter).all({ ...from, limit: size + 1 });
    const items = rows.slice(0, size).map((row) => this.item(row, at));
    const last = rows.length > size ? rows[size - 1] : undefined;
    if (!last) return { items };
    const { time, until, position, claim, step } = last;
    return { items, next: encodeCursor(name, { number: position, at, value: [time, until, claim, step].join('|') }) };
  }

  private item({ position, claim, step, id }: Row, at: string): TimelineItem {
    const item = step < 0 ? this.histories.at(position, at) : this.histories.change(claim, position, step);
    if (!item) throw new Error(`The claim ${id} has nothing at position ${position}.`);
    return { ...item, claim: id };
  }

  private statement({ sort = 'recorded', changed }: TimelineFilter): Statement<[Parameters], Row> {
    const key = `${sort} ${changed ?? ''}`;
    const known = this.statements.get(key);
    if (known) return known;
    const statement = this.readModel.database.prepare<[Parameters], Row>(timelineSql(sort, changed !== undefined));
    this.statements.set(key, statement);
    return statement;
  }
}

/** What a cursor has besides the position. */
function placeOf(value: unknown): Omit<Row, 'position' | 'id'> {
  const [time = '', until = '', claim, step, ...more] = typeof value === 'string' ? value.split('|') : [];
  const place = { time, until, claim: Number(claim), step: Number(step) };
  if (!Number.isSafeInteger(place.claim) || !Number.isSafeInteger(place.step) || more.length > 0)
    throw new CursorMismatchError();
  return place;
}

/** In the world, only acts and dates that pass have a place; acts without a date are the last. */
export function timelineSql(sort: NonNullable<TimelineFilter['sort']>, onlyChanges: boolean): string {
  const isWorld = sort === 'occurred';
  const known = (first: string, second: string) => `coalesce(e.occurred${first}, e.occurred${second}, '${FOREVER}')`;
  const [time, until] = isWorld ? [known('From', 'To'), known('To', 'From')] : ['e.recordedAt', `''`];
  const isChange = `EXISTS (SELECT 1 FROM claim_states c
    WHERE c.claim = e.claim AND c.recordedFrom = e.recordedAt AND c.position = e.position AND c.step = 0 AND c.changed = 1)`;
  return `WITH ${MEMBERS}
    SELECT * FROM (
      SELECT ${time} AS time, ${until} AS until, e.position, e.claim, -1 AS step, m.id
      FROM members m CROSS JOIN entries e ON e.claim = m.number ${isWorld ? 'CROSS JOIN events n ON n.position = e.position' : ''}
      WHERE e.recordedAt <= @at ${isWorld ? `AND n.type IN ('${ACTS.join(`','`)}')` : ''} ${onlyChanges ? `AND ${isChange}` : ''}
      UNION ALL
      SELECT s.recordedFrom, ${isWorld ? 's.recordedFrom' : `''`}, s.position, s.claim, s.step, m.id
      FROM members m CROSS JOIN claim_states s ON s.claim = m.number
      WHERE s.changed = 1 AND s.recordedFrom <= @at AND ${
        isWorld
          ? `s.cause ->> 'passed' IS NOT NULL`
          : `NOT EXISTS (SELECT 1 FROM entries o WHERE o.position = s.position AND o.claim = s.claim AND s.step = 0)`
      })
    WHERE (time, until, position, claim, step) > (@time, @until, @position, @claim, @step)
    ORDER BY time, until, position, claim, step LIMIT @limit`;
}
