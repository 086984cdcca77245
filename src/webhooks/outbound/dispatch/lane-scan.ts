import { longestWaitMs } from '../../delivery/retry.js';
import { positionText } from '../../../event-log/position.js';
import type { Webhook } from '../subscriptions/subscription.state.js';
import { Matcher } from './filter.js';
import { instant, type LaneContext } from './lane-host.js';
import { HELD_BACK } from './lane.js';
import {
  groupOf,
  idOf,
  isBehind,
  isWithin,
  type LedgerCursor,
  type LedgerItem,
  type LedgerItems,
  recordedAtOf,
  sourceOfItem,
} from './ledger-items.js';
import type { LaneProgress } from './progress.js';

/** The events, and changes of status, that one scan reads. */
const SCAN = 100;
/** The same for a group that was held back. */
const HELD_SCAN = 50;
/** So many scanned events are recorded as progress, even if none of them was to be sent. */
const SCANNED_PROGRESS = 5_000;

/** Reads for a lane what is to be sent, as far as there is room. */
export class LaneScan {
  private matcher: Matcher;
  private at: LedgerCursor | undefined;
  /** Groups of which an item keeps failing: from where the rest of them is read when they are free. */
  private readonly held = new Map<string, LedgerCursor>();
  private scanned = 0;
  /** There is nothing more to read in this version, until a date passes. */
  private exhausted: { readonly version: number; readonly until: number } | undefined;

  constructor(
    private readonly of: LaneContext,
    private readonly stored: LaneProgress | undefined,
  ) {
    this.matcher = new Matcher(of.webhook.settings.filter);
  }

  /** Until where it has read; undefined before it has begun. */
  get cursor(): LedgerCursor | undefined {
    return this.at;
  }

  /** The last position that it has read; before it has begun, that of the runner before it. */
  get position(): number {
    return (this.at ?? this.stored?.cursor)?.events ?? 0;
  }

  get heldGroups(): number {
    return this.held.size;
  }

  update(webhook: Webhook): void {
    this.matcher = new Matcher(webhook.settings.filter);
  }

  /** When the next date passes that may change a status, in epoch milliseconds; `Infinity` if that isn't known. */
  get nextDateAt(): number {
    return this.exhausted?.until ?? Infinity;
  }

  /** What another runner of this lane begins with. */
  progress(): LaneProgress | undefined {
    if (!this.at) return this.stored;
    const { lane } = this.of;
    return { cursor: this.at, pending: lane.pending(), held: this.held, ...lane.failing };
  }

  /** What was read until now is recorded. */
  saved(): void {
    this.scanned = 0;
  }

  /** Where it begins. False while this instance can't read as far as that. */
  begin(ledger: LedgerItems): boolean {
    if (this.at) return true;
    const { host, lane, replay, webhook } = this.of;
    const known = ledger.readModel.checkpoint()?.position ?? '';
    if (this.stored) {
      // Another instance recorded it, and may have read further. What is pending there isn't known here yet.
      if (known < positionText(this.stored.cursor.events)) return false;
      this.at = this.stored.cursor;
      const now = host.clock();
      const latest = now + longestWaitMs(host.retryDelaysMs);
      for (const [group, cursor] of this.stored.held) this.held.set(group, cursor);
      lane.restore(
        this.stored.pending.flatMap((pending) => {
          const item = ledger.at(pending.ref);
          if (!item) return [];
          // Nothing waits longer, unless the clock was set back meanwhile.
          const dueAt = pending.dueAt > latest ? now : pending.dueAt;
          return [{ ...pending, dueAt, group: groupOf(item), recordedAt: recordedAtOf(item) }];
        }),
        this.stored,
      );
      return true;
    }
    const { position, at } = replay ? { position: replay.from, at: undefined } : webhook.start;
    if (known < position) return false;
    this.at = ledger.cursorAfter(position, at);
    return true;
  }

  /** Scans once. Returns whether there is more to scan now. */
  fill(ledger: LedgerItems): boolean {
    const moreHeld = this.fillHeld(ledger);
    const { host, lane, replay } = this.of;
    if (!this.at || !this.hasRoom()) return moreHeld;
    const version = host.version();
    if (this.exhausted?.version === version && host.clock() < this.exhausted.until) return moreHeld;
    this.exhausted = undefined;
    const end = replay && ledger.endAt(replay.until);
    const { items, more } = ledger.scan(this.at, this.now(), Math.min(SCAN, lane.room), end);
    for (const { item, cursor } of items) {
      if (this.matcher.matches(item, ledger) && !this.takes(item, this.at)) return moreHeld;
      this.at = cursor;
      this.scanned += 1;
    }
    if (this.scanned >= SCANNED_PROGRESS) this.of.onProgress();
    if (!more) this.exhausted = { version, until: replay ? Infinity : (ledger.nextDateAt(host.clock()) ?? Infinity) };
    return more || moreHeld;
  }

  /** A delivery of this group failed: what waits behind it makes room for other groups. */
  holdBack(group: string, ledger: LedgerItems): void {
    if (!this.held.has(group) && this.held.size >= HELD_BACK.groups) return;
    const ref = this.of.lane.holdBack(group);
    const item = ref === undefined ? undefined : ledger.at(ref);
    if (item) this.held.set(group, ledger.cursorBefore(item));
  }

  /** Adds a matching item, or remembers from where it is read later. False if there is no place for that. */
  private takes(item: LedgerItem, before: LedgerCursor): boolean {
    const group = groupOf(item);
    if (this.held.has(group)) return true;
    if (!this.of.lane.isHeldBack(group)) return this.of.lane.room > 0 && this.add(item);
    if (this.held.size >= HELD_BACK.groups) return false;
    this.held.set(group, before);
    this.of.onProgress();
    return true;
  }

  /** So much that what a scan reads is added, or as much as there is while nothing else can be sent. */
  private hasRoom(): boolean {
    const { host, lane } = this.of;
    return lane.room >= 2 * SCAN || (lane.room > 0 && !lane.hasDue(host.clock()));
  }

  /** Reads on for groups of which nothing is pending any more. */
  private fillHeld(ledger: LedgerItems): boolean {
    let hasMore = false;
    for (const [group, from] of this.held) {
      if (!this.at || this.of.lane.sizeOf(group) > 0 || this.of.lane.room < 2 * HELD_SCAN) continue;
      const { items, more } = ledger.scan(from, this.now(), HELD_SCAN);
      for (const { item } of items) {
        const isOwn = groupOf(item) === group && isWithin(item, this.at);
        if (isOwn && this.matcher.matches(item, ledger)) this.add(item);
      }
      const until = items.at(-1)?.cursor;
      this.of.onProgress();
      if (more && until && isBehind(until, this.at)) this.held.set(group, until);
      else this.held.delete(group);
      hasMore = true;
    }
    return hasMore;
  }

  /** Unless this instance delivered it after it last recorded its progress. */
  private add(item: LedgerItem): true {
    const { host, lane, name } = this.of;
    if (host.deliveries.isDelivered(name, idOf(item), sourceOfItem(item))) return true;
    lane.add({ ref: item.ref, group: groupOf(item), recordedAt: recordedAtOf(item) }, host.clock());
    this.of.onProgress();
    return true;
  }

  /** While this instance lags behind the log, no date counts as passed. */
  private now(): string {
    const { host } = this.of;
    return host.caughtUp() ? instant(host.clock()) : instant(0);
  }
}
