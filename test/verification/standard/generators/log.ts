import type { AnyFact, AnyTypes } from '../reference-evaluator/acts.js';
import type { DomainEvent, AggregateType } from '../../../../src/domain/domain-event.js';

type AnyEvent = DomainEvent<AnyTypes>;

/** A log written by hand: ids, gappy positions and revisions are made here, so that the rest needn't think of them. */
export class Log {
  readonly facts: AnyFact[] = [];

  /** `stamp` is the writer's clock, in milliseconds. */
  append(noun: AggregateType, id: string, event: AnyEvent, stamp: number): AnyFact {
    return this.push(`${noun}-${id}`, event, new Date(stamp).toISOString());
  }

  /** The same events in another order, each with the same stamp if one is given. */
  static of(facts: readonly AnyFact[], stamp?: string): Log {
    const log = new Log();
    for (const fact of facts) log.push(fact.stream, fact, stamp ?? fact.metadata.recordedAt);
    return log;
  }

  private push(stream: string, { type, data }: AnyEvent, recordedAt: string): AnyFact {
    const n = this.facts.length;
    const id = `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
    const fact = {
      id,
      stream,
      revision: this.facts.filter((fact) => fact.stream === stream).length,
      position: String(7 * n + (n % 3)).padStart(20, '0'),
      type,
      data,
      metadata: { schemaVersion: 1, recordedAt, recordedBy: 'reader', correlationId: id, causationId: id },
    } as AnyFact;
    this.facts.push(fact);
    return fact;
  }
}
