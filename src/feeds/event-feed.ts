import type { StatusChangeQueries } from '../claims/queries/status-changes.queries.js';
import type { ReadModel } from '../read-model/read-model.js';
import type { EventTableRow } from '../read-model/event-table.js';
import { positionNumber, positionText } from '../event-log/position.js';
import { beforeFirst, publicPosition } from '../event-log/public-position.js';
import { parseOwnPosition } from '../http/position-check.js';
import { parseStreamName } from '../domain/domain-event.js';
import { aboutStream, type LedgerEvent, ledgerEvent } from '../interchange/cloudevents/cloud-event.js';
import { BEGINNING, type CheckedCursor, type Feed, type FeedPage, MAX_SCANNED, scan } from './feed.js';

/** An event must match all that are given. */
export interface EventFilter {
  /** Events of its stream, and events elsewhere that link it or put it into a narrative. */
  readonly claim?: string | undefined;
  /** Acts of this actor or on its behalf, and events of its own stream. */
  readonly actor?: string | undefined;
  /** Events of its own stream, and of the claims that it holds at the time of reading. */
  readonly narrative?: string | undefined;
  /** Stored types. */
  readonly types?: ReadonlySet<string> | undefined;
}

/** Every event of actors, documents, narratives and claims, in the order of the log. A cursor is a position. */
export class EventFeed implements Feed<LedgerEvent, EventFilter> {
  constructor(
    private readonly readModel: ReadModel,
    private readonly changes: StatusChangeQueries,
    private readonly log: string,
  ) {}

  checked(cursor: string, name: string): CheckedCursor {
    if (cursor === BEGINNING) return { cursor: beforeFirst(this.log), position: beforeFirst(this.log) };
    parseOwnPosition(this.log, cursor, name);
    return { cursor, position: cursor };
  }

  /** The event at this position; undefined if there is none. */
  at(position: string): LedgerEvent | undefined {
    const number = Number(position);
    const row = Number.isSafeInteger(number) ? this.readModel.events.at(number) : undefined;
    return row && ledgerEvent(row, this.log);
  }

  head(): string | undefined {
    const last = this.readModel.checkpoint();
    return last && publicPosition(this.log, last);
  }

  read(after: string | undefined, filter: EventFilter, limit: number): FeedPage<LedgerEvent> {
    const from = after === undefined ? -1 : positionNumber(parseOwnPosition(this.log, after, 'after').position);
    const rows = this.readModel.events.rowsAfter(from, MAX_SCANNED + 1);
    const wanted = (row: EventTableRow) => this.fits(row, filter);
    const { taken, last, more } = scan(rows, wanted, ({ data }) => data.length, limit);
    const items = taken.map((row) => ({ item: ledgerEvent(row, this.log), cursor: this.cursor(row) }));
    if (more && last) return { items, cursor: this.cursor(last), more };
    const head = this.head();
    return { items, cursor: after !== undefined && (head === undefined || after > head) ? after : head, more: false };
  }

  nextAt(): undefined {
    return undefined;
  }

  private cursor({ position, id }: EventTableRow): string {
    return publicPosition(this.log, { position: positionText(position), event: id });
  }

  private fits(row: EventTableRow, { claim, actor, narrative, types }: EventFilter): boolean {
    return (
      (types === undefined || types.has(row.type)) &&
      (claim === undefined || concernsClaim(row, claim)) &&
      (actor === undefined || isOfActor(row, actor)) &&
      (narrative === undefined || this.isOfNarrative(aboutStream(row), narrative))
    );
  }

  private isOfNarrative(stream: string, narrative: string): boolean {
    const named = parseStreamName(stream);
    if (named?.noun === 'narrative') return named.id === narrative;
    return named?.noun === 'claim' && this.changes.isIn(narrative, named.id);
  }
}

export function concernsClaim(row: EventTableRow, claim: string): boolean {
  const { type, data } = row;
  const named = parseStreamName(aboutStream(row));
  if (named?.noun === 'claim' && named.id === claim) return true;
  return NAMING_CLAIMS.has(type) && mentions(data, claim) && namesClaim(type, JSON.parse(data) as object, claim);
}

/** Whether an event of another stream links this claim, puts it into a narrative, or undoes that. */
export function namesClaim(type: string, data: object, claim: string): boolean {
  const { claim: added, other } = data as Readonly<Record<string, unknown>>;
  return NAMING_CLAIMS.has(type) && (added === claim || other === claim);
}

const NAMING_CLAIMS = new Set(['ClaimLinked', 'ClaimUnlinked', 'NarrativeClaimAdded', 'NarrativeClaimRemoved']);

export function isOfActor(row: EventTableRow, actor: string): boolean {
  const { data } = row;
  const named = parseStreamName(aboutStream(row));
  if (named?.noun === 'actor') return named.id === actor;
  if (named?.noun !== 'claim' || !mentions(data, actor)) return false;
  const { by, onBehalfOf } = JSON.parse(data) as Readonly<Record<string, unknown>>;
  return [by, onBehalfOf].some((actors) => Array.isArray(actors) && actors.includes(actor));
}

/** A quick check that saves parsing most rows: an id needs no escaping in JSON. */
const mentions = (json: string, id: string): boolean => json.includes(`"${id}"`);
