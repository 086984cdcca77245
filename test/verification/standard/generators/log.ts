import type { AnyDomainEvent, AnyEventTypes } from '../reference-evaluator/acts.js';
import type { DomainEvent, AggregateType } from '../../../../src/domain/domain-event.js';

type AnyEvent = DomainEvent<AnyEventTypes>;

/** A log in memory that assigns event ids, positions with gaps, and revisions. */
export class GeneratedLog {
  readonly events: AnyDomainEvent[] = [];

  /** Appends an event. `recordedAt` is the writer's clock, in milliseconds. */
  append(aggregate: AggregateType, id: string, event: AnyEvent, recordedAt: number): AnyDomainEvent {
    return this.push(`${aggregate}-${id}`, event, new Date(recordedAt).toISOString());
  }

  /** Returns a log of events in the given order, all recorded at `recordedAt` if it is given. */
  static of(events: readonly AnyDomainEvent[], recordedAt?: string): GeneratedLog {
    const log = new GeneratedLog();
    for (const recorded of events) log.push(recorded.stream, recorded, recordedAt ?? recorded.metadata.recordedAt);
    return log;
  }

  private push(stream: string, { type, data }: AnyEvent, recordedAt: string): AnyDomainEvent {
    const n = this.events.length;
    const id = `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
    const recorded = {
      id,
      stream,
      revision: this.events.filter((recorded) => recorded.stream === stream).length,
      position: String(7 * n + (n % 3)).padStart(20, '0'),
      type,
      data,
      metadata: { schemaVersion: 1, recordedAt, recordedBy: 'reader', correlationId: id, causationId: id },
    } as AnyDomainEvent;
    this.events.push(recorded);
    return recorded;
  }
}
