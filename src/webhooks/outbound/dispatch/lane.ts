import type { Order } from '../subscriptions/subscription.events.js';

/** `one-by-one`: nothing is sent before everything before it. For replays. */
export type LaneOrder = Order | 'one-by-one';

/** Something to deliver. */
export interface LaneItem {
  /** Refers to it in the ledger. */
  readonly ref: string;
  /** Its recorded time. */
  readonly recordedAt: string;
  /** Items of one group keep their order. */
  readonly group: string;
}

/** An item that isn't delivered yet. */
export interface PendingItem extends LaneItem {
  /** How many attempts have been made. */
  readonly attempts: number;
  /** When the next attempt is due, in epoch milliseconds. */
  readonly dueAt: number;
  /** When the first attempt failed, in epoch milliseconds; undefined before. */
  readonly firstFailedAt: number | undefined;
}

/** Failures without a success in between, in epoch milliseconds; undefined if there are none. */
export interface Failing {
  /** When the first of them was. */
  readonly failingSince?: number | undefined;
  /** When the last of them was. */
  readonly failedAt?: number | undefined;
}

interface Entry {
  item: PendingItem;
  inFlight: boolean;
}

export interface LaneLimits {
  /** The maximum number of items that aren't delivered: beyond, the ledger isn't scanned further. */
  readonly pending: number;
  readonly inFlight: number;
}

export const LANE_LIMITS: LaneLimits = { pending: 400, inFlight: 8 };

/** The most deliveries that are made again on top of what is pending. */
export const MAX_AGAIN = 100;

/**
 * Of a group whose first item keeps failing, only so many items stay pending, and the rest is read later, for at most
 * so many groups: together as many as may be pending, so that no group takes the place of others.
 */
export const HELD_BACK = { items: 4, groups: 100 };

/** After this many failures in a row, one attempt at a time is made. */
const FAILURES_IN_A_ROW = 3;

/**
 * What one endpoint is still to be sent, and what of it is next. Pure: the caller sends, and reports how that ended.
 * Lanes don't know each other, so no endpoint delays another one.
 */
export class Lane {
  /** In the order of the log, within a group. */
  private readonly entries = new Map<string, Entry>();
  /** The references of each group, in the order of the log. */
  private readonly groups = new Map<string, Set<string>>();
  private flying = 0;
  private failures = 0;
  private since: number | undefined;
  private lastFailedAt: number | undefined;

  constructor(
    private readonly order: LaneOrder,
    private readonly limits: LaneLimits = LANE_LIMITS,
    /** The longest wait between two attempts. */
    private readonly longestWaitMs = Infinity,
  ) {}

  /** Resumes: items that were pending, in the order of the log, and since when no attempt has succeeded. */
  restore(items: readonly PendingItem[], { failingSince, failedAt = failingSince }: Failing): void {
    for (const item of items) this.put(item);
    this.since = failingSince;
    this.lastFailedAt = failedAt;
  }

  /** How many more items it takes. */
  get room(): number {
    return Math.max(0, this.limits.pending - this.entries.size);
  }

  get size(): number {
    return this.entries.size;
  }

  /** Whether deliveries can be made again. */
  get hasRoomAgain(): boolean {
    return this.entries.size < this.limits.pending + MAX_AGAIN;
  }

  /** The recorded time of the oldest item. */
  get oldestAt(): string | undefined {
    let oldest: string | undefined;
    for (const { item } of this.entries.values()) {
      if (oldest === undefined || item.recordedAt < oldest) oldest = item.recordedAt;
    }
    return oldest;
  }

  get inFlight(): number {
    return this.flying;
  }

  /** Since when attempts have failed without a success in between, as the clock is now. */
  get failing(): Failing {
    return { failingSince: this.since, failedAt: this.since === undefined ? undefined : this.lastFailedAt };
  }

  /** When the first attempt of an item failed, as the clock is now; undefined before. */
  firstFailedAt(ref: string): number | undefined {
    return this.entries.get(ref)?.item.firstFailedAt;
  }

  /** How many items of a group are pending. */
  sizeOf(group: string): number {
    return this.groups.get(group)?.size ?? 0;
  }

  /** Whether no further item of this group is added now, since its first one keeps failing. */
  isHeldBack(group: string): boolean {
    if (this.order !== 'ordered-per-claim' || this.sizeOf(group) < HELD_BACK.items) return false;
    const [first = ''] = this.groups.get(group) ?? [];
    return this.entries.get(first)?.item.firstFailedAt !== undefined;
  }

  /** Removes what waits behind the first items of a group that keeps failing. Returns the first one that is removed. */
  holdBack(group: string): string | undefined {
    if (!this.isHeldBack(group)) return undefined;
    const rest = [...(this.groups.get(group) ?? [])].slice(HELD_BACK.items);
    for (const ref of rest) this.remove(ref);
    return rest[0];
  }

  /** Adds an item that is later than all of its group. One that is there already stays as it is. */
  add(item: LaneItem, now: number): void {
    if (this.entries.has(item.ref)) return;
    this.put({ ...item, attempts: 0, dueAt: now, firstFailedAt: undefined });
  }

  /** The items to send now; they are in flight until their outcome is reported. */
  takeDue(now: number): readonly PendingItem[] {
    const taken: PendingItem[] = [];
    for (const entry of this.sendable()) {
      if (this.flying >= this.maxInFlight) break;
      if (entry.item.dueAt > now) continue;
      entry.item = { ...entry.item, attempts: entry.item.attempts + 1 };
      entry.inFlight = true;
      this.flying += 1;
      taken.push(entry.item);
    }
    return taken;
  }

  /** When the next item is due, in epoch milliseconds; undefined if nothing is, or as much is in flight as may be. */
  get nextDueAt(): number | undefined {
    if (this.flying >= this.maxInFlight) return undefined;
    let next: number | undefined;
    for (const { item } of this.sendable()) if (next === undefined || item.dueAt < next) next = item.dueAt;
    return next;
  }

  /** Whether something could be sent now, if less were in flight. */
  hasDue(now: number): boolean {
    for (const { item } of this.sendable()) if (item.dueAt <= now) return true;
    return false;
  }

  delivered(ref: string): void {
    this.remove(ref);
    this.failures = 0;
    this.since = undefined;
  }

  /** @param isCounted whether this was an attempt of the schedule */
  failed(ref: string, now: number, dueAt: number, isCounted = true): void {
    const entry = this.land(ref);
    this.failures += 1;
    this.followClock(now);
    this.since ??= now;
    this.lastFailedAt = now;
    if (!entry) return;
    const attempts = isCounted ? entry.item.attempts : entry.item.attempts - 1;
    entry.item = { ...entry.item, attempts, dueAt, firstFailedAt: entry.item.firstFailedAt ?? now };
  }

  /** Nothing is known of the outcome: it is sent again. */
  interrupted(ref: string, now: number): void {
    const entry = this.land(ref);
    if (entry) entry.item = { ...entry.item, attempts: entry.item.attempts - 1, dueAt: now };
  }

  /** It is not to be sent any more. */
  drop(ref: string): void {
    this.remove(ref);
  }

  /** Makes everything due immediately, with a schedule from its beginning: the endpoint was resumed. */
  restart(now: number): void {
    this.failures = 0;
    this.since = undefined;
    for (const entry of this.entries.values()) {
      entry.item = { ...entry.item, attempts: 0, dueAt: now, firstFailedAt: undefined };
    }
  }

  /** In the order of the log. */
  pending(): readonly PendingItem[] {
    return [...this.entries.values()].map(({ item }) => item);
  }

  /**
   * Between two failures counts only as much time as there may be between attempts: the clock may have been set forward or
   * back, or nobody may have sent. What was noted by the clock before moves with it.
   */
  private followClock(now: number): void {
    if (this.since === undefined || this.lastFailedAt === undefined) return;
    const passed = now - this.lastFailedAt;
    const moved = passed - Math.min(Math.max(passed, 0), this.longestWaitMs);
    if (moved === 0) return;
    this.since = Math.max(0, this.since + moved);
    for (const entry of this.entries.values()) {
      const { firstFailedAt } = entry.item;
      if (firstFailedAt !== undefined)
        entry.item = { ...entry.item, firstFailedAt: Math.max(0, firstFailedAt + moved) };
    }
  }

  private get maxInFlight(): number {
    return this.order === 'one-by-one' || this.failures >= FAILURES_IN_A_ROW ? 1 : this.limits.inFlight;
  }

  private put(item: PendingItem): void {
    this.entries.set(item.ref, { item, inFlight: false });
    const group = this.groups.get(item.group) ?? new Set();
    this.groups.set(item.group, group.add(item.ref));
  }

  private remove(ref: string): void {
    const group = this.land(ref)?.item.group ?? '';
    this.entries.delete(ref);
    const refs = this.groups.get(group);
    refs?.delete(ref);
    if (refs?.size === 0) this.groups.delete(group);
  }

  private land(ref: string): Entry | undefined {
    const entry = this.entries.get(ref);
    if (entry?.inFlight === true) {
      entry.inFlight = false;
      this.flying -= 1;
    }
    return entry;
  }

  /** Those not in flight that nothing holds back, in the order of the log. */
  private *sendable(): Generator<Entry> {
    const held = new Set<string>();
    for (const entry of this.entries.values()) {
      const { group } = entry.item;
      const isHeld = this.order === 'ordered-per-claim' && held.has(group);
      held.add(group);
      if (!entry.inFlight && !isHeld) yield entry;
      if (this.order === 'one-by-one') return;
    }
  }
}
