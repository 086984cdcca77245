import type { StatusChangeQueries } from '../claims/queries/status-changes.queries.js';
import type { FeedChange } from '../claims/queries/views.js';
import type { ReadModel } from '../read-model/read-model.js';
import type { ProjectionHandle } from '../read-model/projection-handle.js';
import { CursorMismatchError } from '../read-model/pagination.js';
import { positionNumber } from '../event-log/position.js';
import { beforeFirst, parsePublicPosition, publicPosition } from '../event-log/public-position.js';
import { parseOwnPosition, splitCursor } from '../http/position-check.js';
import type { Status } from '../domain/vocabulary.js';
import { type StatusChanged, statusChanged } from '../interchange/cloudevents/cloud-event.js';
import { BEGINNING, type CheckedCursor, type Feed, type FeedPage, MAX_SCANNED, scan } from './feed.js';

/** A change must match all that are given. */
export interface StatusFilter {
  readonly claim?: string | undefined;
  /**
   * Changes of claims in which this actor, or an actor on its behalf, had spoken by then; or caused by its own stream.
   */
  readonly actor?: string | undefined;
  /** Changes of the claims that it holds at the time of reading. */
  readonly narrative?: string | undefined;
  /** Stored types of the causing event; a passed date has none. */
  readonly types?: ReadonlySet<string> | undefined;
  readonly from?: Status | undefined;
  readonly to?: Status | undefined;
}

/** Every change of a claim's verification status, in the order in which they took effect. */
export class StatusFeed implements Feed<StatusChanged, StatusFilter> {
  constructor(
    private readonly readModel: ReadModel,
    private readonly runner: Pick<ProjectionHandle, 'caughtUp'>,
    private readonly changes: StatusChangeQueries,
    private readonly log: string,
  ) {}

  checked(cursor: string, name: string): CheckedCursor {
    if (cursor === BEGINNING) return { cursor: this.public(this.changes.beginning), position: beforeFirst(this.log) };
    this.changes.check(this.own(cursor));
    const { added: position } = splitCursor(cursor);
    parseOwnPosition(this.log, position, name);
    return { cursor, position };
  }

  head(): string | undefined {
    return this.headAfter(undefined);
  }

  read(after: string | undefined, filter: StatusFilter, limit: number): FeedPage<StatusChanged> {
    const from = after === undefined ? undefined : this.own(after);
    const rows = this.changes.each(from, this.now(), this.lastEventAt(), MAX_SCANNED + 1);
    const { taken, last, more } = scan(
      rows,
      (change) => this.fits(change, filter),
      () => SIZE,
      limit,
    );
    const items = taken.map((change) => ({
      item: statusChanged(change, this.log),
      cursor: this.public(change.cursor),
    }));
    if (more && last) return { items, cursor: this.public(last.cursor), more };
    return { items, cursor: this.headAfter(last?.cursor ?? from), more: false };
  }

  nextAt(): number | undefined {
    return this.changes.nextAt(this.now(), this.lastEventAt());
  }

  /** While the read model lags behind the log, no date may count as passed: earlier changes may follow. */
  private now(): string {
    return this.runner.caughtUp ? new Date().toISOString() : new Date(0).toISOString();
  }

  private lastEventAt(): string {
    return this.readModel.checkpoint()?.recordedAt ?? '';
  }

  private headAfter(cursor: string | undefined): string | undefined {
    const last = this.readModel.checkpoint();
    const head = last ? this.changes.head(cursor, last.recordedAt, positionNumber(last.position)) : cursor;
    return head && this.public(head);
  }

  /** A cursor names the last event that was handled when it was issued: passing dates have no event of their own. */
  private public(cursor: string): string {
    const last = this.readModel.checkpoint();
    return `${cursor}.${last ? publicPosition(this.log, last) : beforeFirst(this.log)}`;
  }

  private own(cursor: string): string {
    const { own, added: position } = splitCursor(cursor);
    if (own === '' || !parsePublicPosition(position)) throw new CursorMismatchError();
    return own;
  }

  private fits(change: FeedChange, { claim, actor, narrative, types, from, to }: StatusFilter): boolean {
    return (
      (claim === undefined || change.claim === claim) &&
      (from === undefined || change.before?.status === from) &&
      (to === undefined || change.status === to) &&
      (types === undefined || this.isBroughtAboutBy(change, types)) &&
      (actor === undefined || this.concernsActor(change, actor)) &&
      (narrative === undefined || this.changes.isIn(narrative, change.claim))
    );
  }

  private isBroughtAboutBy({ step, position }: FeedChange, types: ReadonlySet<string>): boolean {
    const type = step === 0 ? this.readModel.events.typeAt(positionNumber(position)) : undefined;
    return type !== undefined && types.has(type);
  }

  private concernsActor({ cause, number, recordedAt }: FeedChange, actor: string): boolean {
    return ('actor' in cause && cause.actor === actor) || this.changes.hasSpoken(actor, number, recordedAt);
  }
}

/** The approximate size of a change in bytes; all are similar. */
const SIZE = 1_000;
