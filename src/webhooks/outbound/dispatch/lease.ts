import { Matches } from 'class-validator';
import { createEvent } from '../../../command-handling/event-envelope.js';
import type { EventMetadata } from '../../../domain/domain-event.js';
import {
  type EventLog,
  type NewEvent,
  type RecordedEvent,
  WrongExpectedRevisionError,
} from '../../../event-log/event-log.js';
import { monotonicMs } from '../../../lib/monotonic-ms.js';
import type { EventSchemas } from '../../../validation/event-definition.js';

/** Which instance sends, if several share one log. */
export const LEASE_STREAM = 'webhooks-dispatcher';
const TAKEN = 'DispatcherLeaseTaken';
const REQUESTED = 'DispatcherLeaseRequested';
const RELEASED = 'DispatcherLeaseReleased';

class StoredLeaseDto {
  @Matches(/^[0-9a-f-]{36}$/, { message: '$property must be the id of an instance.' }) instance!: string;
}
export const LEASE_EVENTS: EventSchemas = {
  registration: TAKEN,
  types: {
    [TAKEN]: { dto: StoredLeaseDto },
    [REQUESTED]: { dto: StoredLeaseDto },
    [RELEASED]: { dto: StoredLeaseDto },
  },
};

export interface LeaseTimes {
  /** The holder sends for so long after it last began to read that the lease is its own. */
  readonly holdMs: number;
  /** A request that the holder doesn't answer for so long is granted. Longer than `holdMs` and an attempt together. */
  readonly takeMs: number;
  /** An instance that has seen nothing of the holder for so long requests the lease, if the ledger has grown since. */
  readonly requestMs: number;
  /** The same if it hasn't. */
  readonly idleMs: number;
}
export const LEASE_TIMES: LeaseTimes = { holdMs: 10_000, takeMs: 30_000, requestMs: 15_000, idleMs: 120_000 };

/** What an instance can do about sending. */
export interface LeaseApplicant {
  /** Whether it can send now. Only then it requests and takes the lease. */
  readonly canSend: boolean;
  /** The position of the last event of the ledger that it knows. */
  readonly position: string | undefined;
}

/** How the stream ends. */
interface LeaseState {
  readonly revision: number;
  readonly position: string;
  /** Undefined if nobody has it. */
  readonly holder: { readonly id: string; readonly instance: unknown } | undefined;
  /** Whether the holder has been asked for it, and hasn't answered. */
  readonly isRequested: boolean;
}

/**
 * A lease on sending, held by appending to a stream at its expected revision: of two instances that try, one succeeds.
 * The holder reads the stream again and again, and sends only for a short time after it found that it still has the
 * lease. Another instance that wants the lease appends a request, which the holder answers by taking the lease again; if
 * it doesn't, the other one takes it. So nothing is appended while nobody asks, and an instance measures only by its
 * own clock: clocks needn't agree.
 */
export class Lease {
  /** The last event of the stream, and since when this instance has known it. */
  private seen: { readonly revision: number; readonly sinceMs: number } | undefined;
  /** The events by which this object took the lease, or tried to: whether one was stored may be unknown. */
  private own: ReadonlySet<string> = new Set();
  private heldUntil = -Infinity;
  private terms = 0;

  /** @param instance a UUID that this instance keeps over restarts: then it needn't wait for its own lease to end */
  constructor(
    private readonly log: EventLog,
    private readonly instance: string,
    private readonly metadata: () => EventMetadata,
    private readonly times: LeaseTimes = LEASE_TIMES,
    private readonly clock: () => number = monotonicMs,
  ) {}

  /** Until when this instance may begin to send, by the monotonic clock. */
  get heldUntilMs(): number {
    return this.heldUntil;
  }

  /** Whether this instance may send now. */
  get holds(): boolean {
    return this.clock() < this.heldUntil;
  }

  /** Changes whenever this instance takes it while it isn't its own. In another term, others may have sent in between. */
  get term(): number {
    return this.terms;
  }

  /** Finds out whose it is, and does what is due. Rejects with an `EventLogError`; call it again then. */
  async tend({ canSend, position }: LeaseApplicant): Promise<boolean> {
    const began = this.clock();
    const state = await this.read();
    const { holder, isRequested } = state;
    // A request counts from when it was certainly stored.
    if (this.seen?.revision !== state.revision) this.seen = { revision: state.revision, sinceMs: this.clock() };
    const seenForMs = this.clock() - this.seen.sinceMs;
    if (holder !== undefined && this.own.has(holder.id)) {
      if (isRequested) await this.take(state);
      else this.heldUntil = began + this.times.holdMs;
    } else {
      this.heldUntil = -Infinity;
      if (!canSend) return false;
      const isOfFormerProcess = this.own.size === 0 && holder?.instance === this.instance;
      if (!holder || isOfFormerProcess || (isRequested && seenForMs >= this.times.takeMs)) {
        this.terms += 1;
        await this.take(state);
      } else if (!isRequested) {
        const hasGrown = position !== undefined && position > state.position;
        const { requestMs, idleMs } = this.times;
        if (seenForMs >= (hasGrown ? requestMs : idleMs))
          await this.append(this.event(REQUESTED, state.revision), state.revision);
      }
    }
    return this.holds;
  }

  /** It is in doubt: this instance must not send until it has read again whose it is. */
  doubt(): void {
    this.heldUntil = -Infinity;
  }

  /** Lets another instance take it immediately. */
  async release(): Promise<void> {
    this.heldUntil = -Infinity;
    // A request may come in between.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const { holder, revision } = await this.read();
      if (holder === undefined || !this.own.has(holder.id)) return;
      if (await this.append(this.event(RELEASED, revision), revision)) return;
    }
  }

  private async take({ revision }: LeaseState): Promise<void> {
    const began = this.clock();
    const event = this.event(TAKEN, revision);
    this.own = new Set([...this.own, event.id]);
    const isTaken = await this.append(event, revision);
    if (isTaken) this.own = new Set([event.id]);
    this.heldUntil = isTaken ? began + this.times.holdMs : -Infinity;
  }

  private event(type: string, revision: number): NewEvent {
    const data = { instance: this.instance };
    return createEvent(LEASE_STREAM, revision + 1, { type, data }, this.metadata()).event;
  }

  /** Returns false if another instance was faster. */
  private async append(event: NewEvent, revision: number): Promise<boolean> {
    try {
      await this.log.append(LEASE_STREAM, revision < 0 ? 'no-stream' : revision, [event]);
    } catch (error) {
      if (!(error instanceof WrongExpectedRevisionError)) throw error;
      return false;
    }
    this.seen = { revision: revision + 1, sinceMs: this.clock() };
    return true;
  }

  private async read(): Promise<LeaseState> {
    const events: RecordedEvent[] = [];
    // A request follows the event by which the holder has it.
    const newest = this.log.readStream(LEASE_STREAM, { direction: 'backwards', limit: 2 });
    for await (const event of newest) events.push(event);
    const [last, before] = events;
    if (!last) return { revision: -1, position: '', holder: undefined, isRequested: false };
    const isRequested = last.type === REQUESTED;
    const by = isRequested ? before : last;
    const holder = by?.type === TAKEN ? { id: by.id, instance: by.data['instance'] } : undefined;
    return { revision: last.revision, position: last.position, holder, isRequested };
  }
}
