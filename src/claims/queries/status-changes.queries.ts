import type { Statement } from 'better-sqlite3';
import { validAtSql } from '../../read-model/filters.js';
import { CursorMismatchError } from '../../read-model/pagination.js';
import type { ReadModel } from '../../read-model/read-model.js';
import { isInstant, LAST_INSTANT } from '../../domain/recorded-time.js';
import { positionText } from '../../event-log/position.js';
import type { StateRow } from '../projection/claim-state-table.js';
import { causeOf, statusOf } from './state.queries.js';
import { SummaryQueries } from './summary.queries.js';
import type { FeedChange } from './views.js';

/**
 * How long the passing of a date is held back, in milliseconds, unless a later event is handled first. Events that were
 * recorded just before the date may still be on their way here, and must come first.
 */
const GRACE_MS = 2_000;

interface ChangeCursor {
  readonly recordedFrom: string;
  readonly position: number;
  readonly claim: number;
  readonly step: number;
}

type ChangeRow = Pick<
  StateRow,
  'claim' | 'recordedFrom' | 'position' | 'step' | 'status' | 'rule' | 'rating' | 'cause' | 'summary'
> & {
  readonly id: string;
  readonly policy: string;
  readonly event: string;
  readonly silent: number | null;
};

/** Reads the status changes of all claims, in the order in which they took effect. */
export class StatusChangeQueries {
  private readonly rows: Statement<[ChangeCursor & { until: string; limit: number }], ChangeRow>;
  private readonly row: Statement<[ChangeCursor], ChangeRow>;
  private readonly rowBefore: Statement<[ChangeCursor], Pick<StateRow, 'status' | 'rule' | 'rating'>>;
  private readonly next: Statement<[string], { readonly recordedFrom: string }>;
  private readonly speaker: Statement<[{ actor: string; claim: number; at: string }]>;
  private readonly summaries: SummaryQueries;
  private readonly member: Statement<[{ narrative: string; claim: string; at: string }]>;

  constructor({ database }: ReadModel) {
    this.summaries = new SummaryQueries(database);
    const selected = `
       SELECT s.claim, s.recordedFrom, s.position, s.step, s.status, s.rule, s.rating, s.cause, s.summary,
              s.body ->> 'policy' AS policy, v.id,
              (SELECT e.id FROM events e WHERE e.position = s.position) AS event,
              (SELECT e.silent FROM events e WHERE e.position = s.position) AS silent
       FROM claim_states s JOIN claim_versions v ON v.position = s.claim`;
    this.row = database.prepare(
      `${selected} WHERE s.changed = 1 AND (s.recordedFrom, s.position, s.claim, s.step)
         = (@recordedFrom, @position, @claim, @step)`,
    );
    this.rows = database.prepare(
      `${selected} WHERE s.changed = 1 AND s.recordedFrom <= @until
         AND (s.recordedFrom, s.position, s.claim, s.step) > (@recordedFrom, @position, @claim, @step)
       ORDER BY s.recordedFrom, s.position, s.claim, s.step LIMIT @limit`,
    );
    this.rowBefore = database.prepare(
      `SELECT status, rule, rating FROM claim_states
       WHERE claim = @claim AND (recordedFrom, position, step) < (@recordedFrom, @position, @step)
       ORDER BY recordedFrom DESC, position DESC, step DESC LIMIT 1`,
    );
    this.next = database.prepare(
      'SELECT recordedFrom FROM claim_states WHERE changed = 1 AND recordedFrom > ? ORDER BY recordedFrom LIMIT 1',
    );
    this.speaker = database.prepare(
      `SELECT 1 FROM claim_facets f
       WHERE f.facet = 'speaker' AND f.value = @actor AND f.claim = @claim AND ${validAtSql('f')}`,
    );
    this.member = database.prepare(
      `SELECT 1 FROM narrative_claims n WHERE n.narrative = @narrative AND n.claim = @claim AND ${validAtSql('n')}`,
    );
  }

  /** `lastEventAt`: recorded time of the last event handled. Throws a `CursorMismatchError`. */
  after(cursor: string | undefined, now: string, lastEventAt: string, limit: number): FeedChange[] {
    return [...this.each(cursor, now, lastEventAt, limit)];
  }

  /** The same, read lazily. The caller may stop at any time. */
  *each(cursor: string | undefined, now: string, lastEventAt: string, limit: number): Generator<FeedChange> {
    const start = cursor === undefined ? BEGINNING : decode(cursor);
    const rows = this.rows.iterate({ ...start, until: settled(now, lastEventAt), limit });
    for (const row of rows) yield this.change(row);
  }

  /** The change at exactly this cursor, as `each` gave it; undefined if there is none any more. */
  at(cursor: string): FeedChange | undefined {
    const row = this.row.get(decode(cursor));
    return row && this.change(row);
  }

  /** The cursor after all changes until this recorded time, except those of later events at the same time. */
  static cursorAt(recordedFrom: string, position: number): string {
    return encode({ recordedFrom, position, claim: Number.MAX_SAFE_INTEGER, step: MAX_STEP });
  }

  /** The cursor before the change at this one. */
  static cursorBefore(cursor: string): string {
    const { claim, step, ...at } = decode(cursor);
    return encode(step > 0 ? { ...at, claim, step: step - 1 } : { ...at, claim: claim - 1, step: MAX_STEP });
  }

  static isAfter(cursor: string, other: string): boolean {
    return isLater(decode(cursor), decode(other));
  }

  /** A cursor in fewer characters, letters, digits, `-` and `_`, to be stored by the hundred. */
  static short(cursor: string): string {
    const { recordedFrom, position, claim, step } = decode(cursor);
    return [Date.parse(recordedFrom), position, claim, step].map((part) => part.toString(36)).join('_');
  }

  /** Undefined for text that `short` didn't make. */
  static fromShort(short: string): string | undefined {
    if (!/^-?[0-9a-z]+(_[0-9a-z]+){3}$/.test(short)) return undefined;
    const [at = 0, position = 0, claim = 0, step = 0] = short.split('_').map((part) => parseInt(part, 36));
    return encode({ recordedFrom: new Date(at).toISOString(), position, claim, step });
  }

  /** The cursor before all changes. */
  get beginning(): string {
    return encode({ recordedFrom: '0000-01-01T00:00:00.000Z', position: 0, claim: 0, step: 0 });
  }

  /** Throws a `CursorMismatchError` for what isn't a cursor of this feed. */
  check(cursor: string): void {
    decode(cursor);
  }

  /** The cursor after all changes up to this event; or the given cursor, if it is later. */
  head(cursor: string | undefined, lastEventAt: string, lastPosition: number): string {
    const head = StatusChangeQueries.cursorAt(lastEventAt, lastPosition);
    return cursor !== undefined && isLater(decode(cursor), decode(head)) ? cursor : head;
  }

  /** When the passing of the next date will be reported if nothing is recorded until then, in epoch milliseconds. */
  nextAt(now: string, lastEventAt: string): number | undefined {
    const pending = this.next.get(settled(now, lastEventAt));
    return pending && Date.parse(pending.recordedFrom) + GRACE_MS;
  }

  /** True if by then the actor had spoken on the claim, or another on its behalf. */
  hasSpoken(actor: string, claim: number, at: string): boolean {
    return this.speaker.get({ actor, claim, at }) !== undefined;
  }

  /** True if the narrative contains the claim now. */
  isIn(narrative: string, claim: string): boolean {
    return this.member.get({ narrative, claim, at: LAST_INSTANT }) !== undefined;
  }

  private change(row: ChangeRow): FeedChange {
    const { summaries } = this;
    const before = this.rowBefore.get(cursorOf(row));
    return {
      claim: row.id,
      number: row.claim,
      ...statusOf(row),
      ...(before && { before: statusOf(before) }),
      summary: () => summaries.at(row.summary, row.recordedFrom),
      policy: row.policy,
      step: row.step,
      cause: causeOf(row),
      recordedAt: row.recordedFrom,
      position: positionText(row.position),
      event: row.event,
      isSilent: row.silent === 1 && row.step === 0,
      cursor: encode(row),
    };
  }
}

const BEGINNING: ChangeCursor = { recordedFrom: '', position: -1, claim: -1, step: -1 };
const MAX_STEP = 999_999_999;

function settled(now: string, lastEventAt: string): string {
  const graced = new Date(Date.parse(now) - GRACE_MS).toISOString();
  return graced > lastEventAt ? graced : lastEventAt;
}

const cursorOf = ({ recordedFrom, position, claim, step }: ChangeCursor): ChangeCursor => ({
  recordedFrom,
  position,
  claim,
  step,
});

function isLater(a: ChangeCursor, b: ChangeCursor): boolean {
  if (a.recordedFrom !== b.recordedFrom) return a.recordedFrom > b.recordedFrom;
  if (a.position !== b.position) return a.position > b.position;
  return a.claim === b.claim ? a.step > b.step : a.claim > b.claim;
}

const encode = ({ recordedFrom, position, claim, step }: ChangeCursor): string =>
  Buffer.from(`changes ${recordedFrom} ${position} ${claim} ${step}`).toString('base64url');

function decode(cursor: string): ChangeCursor {
  const text = Buffer.from(cursor, 'base64url').toString();
  const match = /^changes (\S+) (\d{1,16}) (\d{1,16}) (\d{1,9})$/.exec(text);
  const [, recordedFrom, position, claim, step] = match ?? [];
  if (!isInstant(recordedFrom)) throw new CursorMismatchError();
  return { recordedFrom, position: Number(position), claim: Number(claim), step: Number(step) };
}
