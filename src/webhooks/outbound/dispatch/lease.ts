import { type EventLog, type RecordedEvent, WrongExpectedRevisionError } from '../../../event-log/event-log.js';
import { createEvent } from '../../../command-handling/event-envelope.js';
import type { EventSchemas } from '../../../validation/event-definition.js';
import { Matches } from 'class-validator';
import type { EventMetadata } from '../../../domain/domain-event.js';

/** Which instance sends, if several share one log: its last event says so. */
export const LEASE_STREAM = 'webhooks-dispatcher';
const TAKEN = 'DispatcherLeaseTaken';
const RELEASED = 'DispatcherLeaseReleased';

class StoredLeaseDto {
  @Matches(/^[0-9a-f-]{36}$/, { message: '$property must be the id of an instance.' }) instance!: string;
}
export const LEASE_EVENTS: EventSchemas = {
  registration: TAKEN,
  types: { [TAKEN]: { dto: StoredLeaseDto }, [RELEASED]: { dto: StoredLeaseDto } },
};

export interface LeaseTimes {
  /** How often the holder renews it. */
  readonly renewMs: number;
  /** After so long without a renewal, the holder sends no more. */
  readonly holdMs: number;
  /** After so long without a renewal, another instance takes it. Longer than `holdMs`. */
  readonly takeMs: number;
}
export const LEASE_TIMES: LeaseTimes = { renewMs: 60_000, holdMs: 150_000, takeMs: 240_000 };

/**
 * A lease on sending, held by appending to a stream at its expected revision: of two instances that try, one succeeds.
 * An instance measures only by its own clock how long it has seen no renewal, so clocks needn't agree.
 */
export class Lease {
  private seen: { readonly revision: number; readonly sinceMs: number } | undefined;
  private renewedMs = -Infinity;
  private isHeld = false;

  /**
   * @param instance a UUID that this instance keeps over restarts: then it needn't wait for its own lease to end
   * @param monotonicMs a clock that never runs back
   */
  constructor(
    private readonly log: EventLog,
    private readonly instance: string,
    private readonly metadata: () => EventMetadata,
    private readonly times: LeaseTimes = LEASE_TIMES,
    private readonly monotonicMs: () => number = () => performance.now(),
  ) {}

  /** Whether this instance may send now. */
  get holds(): boolean {
    return this.isHeld && this.monotonicMs() - this.renewedMs < this.times.holdMs;
  }

  /** Takes or renews the lease if that is due. Rejects with an `EventLogError`; call it again then. */
  async tend(): Promise<boolean> {
    const now = this.monotonicMs();
    if (this.isHeld && now - this.renewedMs < this.times.renewMs) return this.holds;
    const last = await this.last();
    const revision = last?.revision ?? -1;
    if (this.seen?.revision !== revision) this.seen = { revision, sinceMs: now };
    const isOwn = last?.data['instance'] === this.instance;
    const isFree = !last || last.type === RELEASED || isOwn || now - this.seen.sinceMs >= this.times.takeMs;
    if (isFree) await this.append(TAKEN, revision);
    else this.isHeld = false;
    return this.holds;
  }

  /** Another instance recorded in between: this one must not send. */
  lose(): void {
    this.isHeld = false;
  }

  /** Lets another instance take it immediately. */
  async release(): Promise<void> {
    if (!this.isHeld || !this.seen) return;
    this.isHeld = false;
    await this.append(RELEASED, this.seen.revision);
  }

  private async append(type: string, revision: number): Promise<void> {
    const began = this.monotonicMs();
    const data = { instance: this.instance };
    const { event } = createEvent(LEASE_STREAM, revision + 1, { type, data }, this.metadata());
    try {
      await this.log.append(LEASE_STREAM, revision < 0 ? 'no-stream' : revision, [event]);
    } catch (error) {
      if (!(error instanceof WrongExpectedRevisionError)) throw error;
      this.isHeld = false;
      return;
    }
    this.seen = { revision: revision + 1, sinceMs: began };
    this.isHeld = type === TAKEN;
    this.renewedMs = began;
  }

  private async last(): Promise<RecordedEvent | undefined> {
    for await (const event of this.log.readStream(LEASE_STREAM, { direction: 'backwards', limit: 1 })) return event;
    return undefined;
  }
}
