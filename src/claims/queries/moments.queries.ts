import type { Database, Statement } from 'better-sqlite3';
import { LAST_INSTANT } from '../../domain/recorded-time.js';
import { validAtSql } from '../../read-model/filters.js';
import type { EntryRow } from '../projection/claim-reader.js';
import type { StateRow } from '../projection/claim-state-table.js';
import type { ClaimEventTypes } from '../claim.events.js';
import { type HistoryPage, isEarlier, occurredOf } from './history.queries.js';
import { causeOf, statusOf } from './state.queries.js';
import type { Moment, MomentsView } from './moments.views.js';

type State = Pick<StateRow, 'position' | 'step' | 'recordedFrom' | 'status' | 'rule' | 'rating' | 'cause' | 'changed'>;

interface Entry extends Omit<EntryRow, 'claim'> {
  readonly type: keyof ClaimEventTypes;
  readonly isVoided: 0 | 1;
}

interface Span {
  readonly claim: number;
  readonly from: string;
  readonly to: string;
}

/** Reads the moments at which a claim got an entry, or another state, without its entries. */
export class MomentQueries {
  private readonly entries: Statement<[{ claim: number; at: string; after: number; limit: number }], Entry>;
  private readonly states: Statement<[Span], State>;
  private readonly stateBefore: Statement<[{ claim: number; from: string; position: number }], State>;

  constructor(database: Database) {
    this.entries = database.prepare(
      `SELECT e.position, e.revision, e.recordedAt, e.entry, e.occurredFrom, e.occurredTo, n.type, EXISTS (
         SELECT 1 FROM entry_voids v WHERE v.claim = e.claim AND v.entry = e.entry AND ${validAtSql('v')}) AS isVoided
       FROM entries e JOIN events n ON n.position = e.position
       WHERE e.claim = @claim AND e.recordedAt <= @at AND e.revision > @after ORDER BY e.revision LIMIT @limit`,
    );
    const columns = 'position, step, recordedFrom, status, rule, rating, cause, changed';
    this.states = database.prepare(
      `SELECT ${columns} FROM claim_states WHERE claim = @claim AND recordedFrom BETWEEN @from AND @to
       ORDER BY recordedFrom, position, step`,
    );
    this.stateBefore = database.prepare(
      `SELECT ${columns} FROM claim_states WHERE claim = @claim AND (recordedFrom, position) < (@from, @position)
       ORDER BY recordedFrom DESC, position DESC, step DESC LIMIT 1`,
    );
  }

  /** @param at only what was recorded, and which dates had passed, by then */
  of(id: string, claim: number, at: string, { afterRevision = -1, limit = 1 }: HistoryPage): MomentsView {
    const rows = this.entries.all({ claim, at, after: afterRevision, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const [first, last, next] = [shown[0], shown.at(-1), rows[limit]];
    if (!first || !last) return { claim: id, items: [] };
    const states = this.states.all({ claim, from: first.recordedAt, to: next?.recordedAt ?? at });
    const before = this.stateBefore.get({ claim, from: first.recordedAt, position: first.position });
    const timeline = new Timeline(
      id,
      before,
      states.filter((state) => !isEarlier(state, first)),
    );
    for (const entry of shown) timeline.addEntry(entry);
    timeline.addStatesBefore(next ?? { recordedAt: LAST_INSTANT, position: Number.MAX_SAFE_INTEGER });
    return { claim: id, items: timeline.moments, ...(next && { nextRevision: last.revision }) };
  }
}

/** Interleaves entries and states in the order in which the ledger knew them. */
class Timeline {
  readonly moments: Moment[] = [];
  private next = 0;

  constructor(
    private readonly claim: string,
    private state: State | undefined,
    private readonly states: readonly State[],
  ) {}

  addEntry(entry: Entry): void {
    this.addStatesBefore(entry);
    const changing = this.states[this.next];
    const isOwn = changing?.position === entry.position && changing.step === 0;
    if (isOwn) {
      this.state = changing;
      this.next += 1;
    }
    const { recordedAt, type, revision } = entry;
    this.moments.push({
      cause: { entry: `${this.claim}/${entry.entry}` },
      type,
      revision,
      recordedAt,
      ...occurredOf(entry),
      ...(entry.isVoided === 1 && { voided: true }),
      ...statusOf(this.state as State),
      changed: isOwn && changing.changed === 1,
    });
  }

  /** Adds states that something else than the claim's own entries brought about: those are at the place of their entry. */
  addStatesBefore(entry: Pick<Entry, 'recordedAt' | 'position'>): void {
    for (let state = this.states[this.next]; state && isEarlier(state, entry); state = this.states[this.next]) {
      this.next += 1;
      this.state = state;
      const { recordedFrom: recordedAt, changed } = state;
      this.moments.push({ cause: causeOf(state), recordedAt, ...statusOf(state), changed: changed === 1 });
    }
  }
}
