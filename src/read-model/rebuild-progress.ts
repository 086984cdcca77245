import type { Checkpoint } from './checkpoints.js';

/** A checkpoint of a build, and the head of the log. */
export interface RebuildReport {
  readonly checkpoint: Checkpoint | undefined;
  /** Of the log when this was reported. */
  readonly head: string | undefined;
}

/** The progress of a rebuild, or how the last one since the start ended. */
export interface RebuildStatus {
  /** `waiting`: another process builds one in the same data folder. */
  readonly state: 'running' | 'waiting' | 'done' | 'failed';
  /** The generation of the read model that is being built. */
  readonly generation: number;
  /** How many events it has, including those from before an interruption. */
  readonly events: number;
  /** An estimate of the number of events in the log: counted if there is a read model, otherwise from positions. */
  readonly estimatedEvents?: number;
  /** Events per second since the rebuild began or resumed; 0 until it is known. */
  readonly eventsPerSecond: number;
  /** The position of the last event that it has. */
  readonly position?: string;
  /** The position of the last event of the log, when last checked. */
  readonly head?: string;
  /** An estimate of the seconds left. */
  readonly secondsLeft?: number;
  /** Why it failed. */
  readonly failure?: string;
}

/**
 * The number of events in the log with this id, if another read model has counted them. Without a count, the number is
 * estimated from positions, between which a scavenge of an event store leaves large gaps.
 */
export type CountEvents = (log: string) => number | undefined;

interface Seen extends RebuildReport {
  readonly at: number;
}

/** Tracks builds of read models: their progress, rate and remaining time. */
export class RebuildProgress {
  private state: RebuildStatus['state'] | undefined;
  private generation = 0;
  private failure: string | undefined;
  private first: Seen | undefined;
  private last: Seen | undefined;
  private count: CountEvents = () => undefined;
  private counted: number | undefined;

  /** @param now milliseconds of a monotonic clock */
  constructor(private readonly now: () => number = () => performance.now()) {}

  begin(generation: number, state: 'running' | 'waiting' = 'running', count: CountEvents = () => undefined): void {
    if (state === this.state && generation === this.generation) return;
    this.state = state;
    this.generation = generation;
    this.failure = undefined;
    this.first = undefined;
    this.last = undefined;
    this.count = count;
    this.counted = undefined;
  }

  report(report: RebuildReport): void {
    this.last = { ...report, at: this.now() };
    if (report.checkpoint) this.counted ??= this.count(report.checkpoint.log);
    this.first ??= this.last;
  }

  done(generation: number): void {
    this.state = 'done';
    this.generation = generation;
  }

  failed(failure: string): void {
    this.state = 'failed';
    this.failure = failure;
  }

  /** Undefined if no build has started since this process did. */
  status(): RebuildStatus | undefined {
    const { state, generation, failure, last } = this;
    if (state === undefined) return undefined;
    const { events = 0, position } = last?.checkpoint ?? {};
    const head = last?.head;
    const estimatedEvents = state === 'done' ? events : this.estimate(events, last);
    const secondsLeft = state === 'running' || state === 'waiting' ? this.secondsLeft() : undefined;
    return {
      state,
      generation,
      events,
      ...(estimatedEvents > 0 && { estimatedEvents }),
      eventsPerSecond: Math.round(this.eventRate()),
      ...(position !== undefined && { position }),
      ...(head !== undefined && { head }),
      ...(secondsLeft !== undefined && { secondsLeft }),
      ...(failure !== undefined && { failure }),
    };
  }

  /** 0 if it isn't known. */
  private estimate(events: number, last: Seen | undefined): number {
    if (this.counted !== undefined) return Math.max(events, this.counted);
    return events === 0 ? 0 : Math.max(events, Math.round(events / share(last?.checkpoint?.position, last?.head)));
  }

  private eventRate(): number {
    return this.rate(({ checkpoint }) => checkpoint?.events ?? 0);
  }

  private secondsLeft(): number | undefined {
    if (this.counted !== undefined) {
      const left = Math.max(0, this.counted - (this.last?.checkpoint?.events ?? 0));
      return this.eventRate() > 0 ? Math.ceil(left / this.eventRate()) : undefined;
    }
    const rate = this.rate(({ checkpoint }) => Number(checkpoint?.position ?? 0));
    const left = Number(this.last?.head ?? 0) - Number(this.last?.checkpoint?.position ?? 0);
    return rate > 0 ? Math.ceil(Math.max(0, left) / rate) : undefined;
  }

  /** The increase per second of a growing number. */
  private rate(of: (seen: Seen) => number): number {
    const { first, last } = this;
    return first && last && last.at > first.at ? ((of(last) - of(first)) * 1000) / (last.at - first.at) : 0;
  }
}

/** The share of the log before this position. An estimate: gaps between positions are normal. */
const share = (position = '0', head = position): number => Math.min(1, Number(position) / Number(head));

/** "1200 of about 5000 events, 340 a second, about 11 s left" */
export function formatRebuildProgress({
  events,
  estimatedEvents,
  eventsPerSecond,
  secondsLeft,
}: Pick<RebuildStatus, 'events' | 'estimatedEvents' | 'eventsPerSecond' | 'secondsLeft'>): string {
  return [
    estimatedEvents === undefined || estimatedEvents === events
      ? `${events} events`
      : `${events} of about ${estimatedEvents} events`,
    ...(eventsPerSecond > 0 ? [`${eventsPerSecond} a second`] : []),
    ...(secondsLeft === undefined ? [] : [`about ${secondsLeft} s left`]),
  ].join(', ');
}
