import type { Database, Statement } from 'better-sqlite3';
import { positionText } from '../../event-log/position.js';
import { streamName } from '../../domain/domain-event.js';
import type { EntryVoided } from '../../domain/entries.js';
import type { Cause } from '../projection/state-timeline.js';
import { redactedMember, RedactionQueries } from '../../redactions/redaction.queries.js';
import type { EventTableRow } from '../../read-model/event-table.js';
import type { EntryRow } from '../projection/claim-reader.js';
import type { StateRow } from '../projection/claim-state-table.js';
import { causeOf, statusOf } from './state.queries.js';
import type { EntryView, HistoryItem, HistoryView, StatusChangeView } from './views.js';

type ChangeRow = Pick<StateRow, 'position' | 'step' | 'recordedFrom' | 'status' | 'rule' | 'rating' | 'cause'>;
interface EntryRowOfClaim extends EntryRow {
  readonly type: EntryView['type'];
  /** JSON. */
  readonly data: string;
  readonly recordedBy: string;
  readonly claimId: string;
}

export interface HistoryPage {
  readonly afterRevision?: number | undefined;
  /** The most entries of a page. Default: all. */
  readonly limit?: number | undefined;
}

const ENTRY = `SELECT e.*, n.type, n.data, n.recordedBy, v.id AS claimId FROM entries e
  JOIN events n ON n.position = e.position JOIN claim_versions v ON v.position = e.claim`;

/** Reads a claim's entries, with what voided each, and the status changes that have other causes. */
export class ClaimHistoryQueries {
  private readonly redactions: RedactionQueries;
  private readonly rows: Statement<[number, string, number, number], EntryRowOfClaim>;
  private readonly row: Statement<[number, string], EntryRowOfClaim>;
  private readonly rowAt: Statement<[number], EntryRowOfClaim>;
  private readonly voidOf: Statement<[number, string, string, string], Pick<EventTableRow, 'data' | 'recordedAt'>>;
  private readonly changes: Statement<[number, string], ChangeRow>;
  private readonly changeOf: Statement<[number, number, number], ChangeRow>;
  private readonly changeAt: Statement<[number, number], ChangeRow>;

  constructor(database: Database) {
    this.redactions = new RedactionQueries({ database });
    this.rows = database.prepare(
      `${ENTRY} WHERE e.claim = ? AND e.recordedAt <= ? AND e.revision > ? ORDER BY e.revision LIMIT ?`,
    );
    this.row = database.prepare(`${ENTRY} WHERE e.claim = ? AND e.entry = ?`);
    this.rowAt = database.prepare(`${ENTRY} WHERE e.position = ?`);
    this.voidOf = database.prepare(
      `SELECT n.data, n.recordedAt FROM entry_voids v
       JOIN entries e ON e.claim = v.claim AND e.entry = v.voidedBy JOIN events n ON n.position = e.position
       WHERE v.claim = ? AND v.entry = ? AND v.recordedFrom <= ? AND ? < v.recordedTo`,
    );
    const change = 'SELECT position, step, recordedFrom, status, rule, rating, cause FROM claim_states';
    this.changes = database.prepare(
      `${change} WHERE claim = ? AND changed = 1 AND recordedFrom <= ? ORDER BY recordedFrom, position, step`,
    );
    this.changeOf = database.prepare(`${change} WHERE claim = ? AND position = ? AND step = ? AND changed = 1`);
    this.changeAt = database.prepare(`${change} WHERE claim = ? AND position = ? AND step = 0 AND changed = 1`);
  }

  entry(claim: number, entry: string, at: string): EntryView | undefined {
    const row = this.row.get(claim, entry);
    return row && row.recordedAt <= at ? this.view(row, at) : undefined;
  }

  /** The entry at this position of the log, of whichever claim. */
  at(position: number, at: string): EntryView | undefined {
    const row = this.rowAt.get(position);
    return row && this.view(row, at);
  }

  /** The change of status at this place; undefined if there is none. */
  change(claim: number, position: number, step: number): StatusChangeView | undefined {
    const row = this.changeOf.get(claim, position, step);
    return row && changeView(row);
  }

  history(id: string, claim: number, at: string, { afterRevision = -1, limit }: HistoryPage): HistoryView {
    const rows = this.rows.all(claim, at, afterRevision, limit === undefined ? -1 : limit + 1);
    const shown = limit === undefined ? rows : rows.slice(0, limit);
    const next = rows[shown.length];
    const first = afterRevision < 0 ? undefined : shown[0];
    const isOnPage = (change: ChangeRow) =>
      !isCausedByEntryOf(change, id) && !(first && isEarlier(change, first)) && !(next && !isEarlier(change, next));
    const others = afterRevision < 0 || first ? this.changes.all(claim, at).filter(isOnPage) : [];
    const items = interleave(
      shown.map((row) => ({ row, item: this.view(row, at) })),
      others,
    );
    const last = shown.at(-1);
    return { claim: id, items, ...(next && last && { nextRevision: last.revision }) };
  }

  private view(row: EntryRowOfClaim, at: string): EntryView {
    const { claimId, claim, type, data, revision, position, recordedAt, recordedBy } = row;
    const change = this.changeAt.get(claim, position);
    const voided = this.voided(row, at);
    return {
      kind: 'entry',
      entry: `${claimId}/${row.entry}`,
      type,
      data: JSON.parse(data) as EntryView['data'],
      revision,
      position: positionText(position),
      recordedAt,
      recordedBy,
      ...occurredOf(row),
      ...redactedMember(this.redactions.ofEvent(streamName('claim', claimId), revision)),
      ...(voided && { voided }),
      ...(change && { changed: statusOf(change) }),
    };
  }

  private voided({ claimId, claim, entry }: EntryRowOfClaim, at: string): EntryView['voided'] {
    const row = this.voidOf.get(claim, entry, at, at);
    if (!row) return undefined;
    const { id, reason, replacement } = JSON.parse(row.data) as EntryVoided;
    return {
      by: `${claimId}/${id}`,
      reason,
      ...(replacement !== undefined && { replacement: `${claimId}/${replacement}` }),
      recordedAt: row.recordedAt,
    };
  }
}

/** When it may have happened, if anything is known about that. */
export function occurredOf({
  occurredFrom,
  occurredTo,
}: Pick<EntryRow, 'occurredFrom' | 'occurredTo'>): Pick<EntryView, 'occurred'> {
  if (occurredFrom === null && occurredTo === null) return {};
  return {
    occurred: { ...(occurredFrom !== null && { from: occurredFrom }), ...(occurredTo !== null && { to: occurredTo }) },
  };
}

/** True if an entry of this claim caused the change: it is shown with that entry. */
function isCausedByEntryOf(change: ChangeRow, claim: string): boolean {
  const cause: Cause = causeOf(change);
  return change.step === 0 && 'entry' in cause && cause.entry.startsWith(`${claim}/`);
}

/** Whether the ledger knew the change before the entry. */
export function isEarlier(
  change: Pick<ChangeRow, 'recordedFrom' | 'position'>,
  entry: Pick<EntryRow, 'recordedAt' | 'position'>,
): boolean {
  return change.recordedFrom === entry.recordedAt
    ? change.position < entry.position
    : change.recordedFrom < entry.recordedAt;
}

function interleave(
  entries: readonly { readonly row: EntryRow; readonly item: EntryView }[],
  changes: readonly ChangeRow[],
): HistoryItem[] {
  const items: HistoryItem[] = [];
  let next = 0;
  for (const { row, item } of entries) {
    for (let change = changes[next]; change && isEarlier(change, row); change = changes[next]) {
      items.push(changeView(change));
      next += 1;
    }
    items.push(item);
  }
  return [...items, ...changes.slice(next).map(changeView)];
}

const changeView = (row: ChangeRow): StatusChangeView => ({
  kind: 'change',
  ...statusOf(row),
  cause: causeOf(row),
  recordedAt: row.recordedFrom,
  position: positionText(row.position),
});
