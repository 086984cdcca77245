import type { Checkpoint } from './checkpoints.js';

/** A checkpoint of a build, and the head of the log. */
export interface RebuildReport {
  readonly checkpoint: Checkpoint | undefined;
  /** Of the log when this was reported. */
  readonly head: string | undefined;
  /** The number of events of the log when the build began or resumed, if the log can count them. */
  readonly count?: number | undefined;
}

/** The progress of a rebuild, or how the last one since the start ended. */
export interface RebuildStatus {
  /** `waiting`: another process builds one in the same data folder. */
  readonly state: 'running' | 'waiting' | 'done' | 'failed';
  /** The generation of the read model that is being built. */
  readonly generation: number;
  /** How many events it has, including those from before an interruption. */
  readonly events: number;
  /**
   * The number of events in the log when they were last counted, or `events` if that is more. Absent if nothing has
   * counted them: in the first build from an event store.
   */
  readonly estimatedEvents?: number;
  /** Events per second since the rebuild began or resumed; 0 until it is known. */
  readonly eventsPerSecond: number;
  /** The position of the last event that it has. */
  readonly position?: string;
  /** The position of the last event of the log, when last checked. */
  readonly head?: string;
  /**
   * An estimate of the seconds left. Without `estimatedEvents` it goes by positions, so it is rough if other
   * applications use the event store, or after a scavenge.
   */
  readonly secondsLeft?: number;
  /** Why it failed. */
  readonly failure?: string;
}

/**
 * The number of events in the log with this id, if another read model has counted them. It is never derived from
 * positions, between which an event store has gaps: other applications' events, and what a scavenge removed.
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
  private firstPlaced: Seen | undefined;
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
    this.firstPlaced = undefined;
    this.last = undefined;
    this.count = count;
    this.counted = undefined;
  }

  report(report: RebuildReport): void {
    this.last = { ...report, at: this.now() };
    this.counted ??= report.count ?? (report.checkpoint && this.count(report.checkpoint.log));
    this.first ??= this.last;
    if (report.checkpoint) this.firstPlaced ??= this.last;
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
    const estimatedEvents = state === 'done' ? events : this.counted && Math.max(events, this.counted);
    const secondsLeft = state === 'running' || state === 'waiting' ? this.secondsLeft() : undefined;
    return {
      state,
      generation,
      events,
      ...(estimatedEvents !== undefined && { estimatedEvents }),
      eventsPerSecond: Math.round(this.eventRate()),
      ...(position !== undefined && { position }),
      ...(head !== undefined && { head }),
      ...(secondsLeft !== undefined && { secondsLeft }),
      ...(failure !== undefined && { failure }),
    };
  }

  private eventRate(): number {
    return this.rate(this.first, ({ checkpoint }) => checkpoint?.events ?? 0);
  }

  private secondsLeft(): number | undefined {
    if (this.counted !== undefined) {
      const left = Math.max(0, this.counted - (this.last?.checkpoint?.events ?? 0));
      return this.eventRate() > 0 ? Math.ceil(left / this.eventRate()) : undefined;
    }
    // The positions before the first event may all belong to other applications, or to a gap.
    const rate = this.rate(this.firstPlaced, ({ checkpoint }) => Number(checkpoint?.position ?? 0));
    const left = Number(this.last?.head ?? 0) - Number(this.last?.checkpoint?.position ?? 0);
    return rate > 0 ? Math.ceil(Math.max(0, left) / rate) : undefined;
  }

  /** The increase per second of a growing number since a report. */
  private rate(first: Seen | undefined, of: (seen: Seen) => number): number {
    const { last } = this;
    return first && last && last.at > first.at ? ((of(last) - of(first)) * 1000) / (last.at - first.at) : 0;
  }
}

type ShownProgress = Pick<RebuildStatus, 'events' | 'estimatedEvents' | 'eventsPerSecond' | 'secondsLeft'> & {
  readonly position?: string | null;
  readonly head?: string | null;
};

/** How much of the log has been read, from 0 to 1: by events if they were counted, otherwise by positions. */
export function shareRead({ events, estimatedEvents, position, head }: ShownProgress): number {
  const share = estimatedEvents === undefined ? Number(position ?? 0) / Number(head ?? 0) : events / estimatedEvents;
  return Number.isFinite(share) ? Math.min(1, share) : 0;
}

/** "1200 of about 5000 events, 340 a second, about 11 s left" */
export function formatRebuildProgress(progress: ShownProgress): string {
  const { events, estimatedEvents, position, eventsPerSecond, secondsLeft } = progress;
  return [
    estimatedEvents === undefined || estimatedEvents === events
      ? `${events} events`
      : `${events} of about ${estimatedEvents} events`,
    ...(estimatedEvents === undefined && position
      ? [`at ${Math.floor(100 * shareRead(progress))}% of the log's positions`]
      : []),
    ...(eventsPerSecond > 0 ? [`${eventsPerSecond} a second`] : []),
    ...(secondsLeft === undefined ? [] : [`about ${secondsLeft} s left`]),
  ].join(', ');
}
