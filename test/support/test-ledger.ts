import { ActorQueries } from '../../src/actors/actors.queries.js';
import type { ActorRegistered } from '../../src/actors/actor.events.js';
import type { ClaimAttributes, ClaimEvent, ClaimEventTypes } from '../../src/claims/claim.events.js';
import { ClaimQueries } from '../../src/claims/queries/claim.queries.js';
import { DocumentQueries } from '../../src/documents/documents.queries.js';
import type { RecordedEvent } from '../../src/event-log/event-log.js';
import { NarrativeQueries } from '../../src/narratives/narratives.queries.js';
import type { DomainEvent, AggregateType, EventMetadata } from '../../src/domain/domain-event.js';
import { GeneratedLog } from '../verification/standard/generators/log.js';
import type { AnyEventTypes } from '../verification/standard/reference-evaluator/acts.js';
import { TestReadModel } from './test-read-model.js';

/** Returns an instant `n` minutes after noon of the first day. */
export const minute = (n: number): string => new Date(Date.UTC(2026, 0, 1, 12, n)).toISOString();

/** A log and read model in memory. Each event is recorded a minute after the one before, and projected immediately. */
export class InMemoryLedger {
  readonly model = new TestReadModel();
  readonly database = this.model.readModel.database;
  readonly claims = new ClaimQueries(this.model.readModel);
  readonly actors = new ActorQueries(this.model.readModel);
  readonly documents = new DocumentQueries(this.model.readModel);
  readonly narratives = new NarrativeQueries(this.model.readModel);
  private readonly log = new GeneratedLog();
  private entries = 0;

  /** The time when the last event was recorded. */
  get now(): string {
    return minute(this.log.events.length - 1);
  }

  get events(): readonly RecordedEvent[] {
    return this.log.events as unknown as RecordedEvent[];
  }

  /** Returns when it was recorded. */
  record(
    noun: AggregateType,
    id: string,
    event: DomainEvent<AnyEventTypes>,
    more: Pick<EventMetadata, 'silent'> = {},
  ): string {
    const fact = this.log.append(noun, id, event, Date.parse(minute(this.log.events.length)));
    const { metadata } = fact;
    this.model.handle([{ ...fact, metadata: { ...metadata, ...more } } as unknown as RecordedEvent]);
    expect(this.model.writer.checkpoints.parked()).toEqual([]);
    return fact.metadata.recordedAt;
  }

  actor(id: string, more: Partial<ActorRegistered> = {}): string {
    const data: ActorRegistered = { kind: 'organization', name: id, aliases: [], ...more };
    return this.record('actor', id, { type: 'ActorRegistered', data });
  }

  claim(id: string, more: Partial<ClaimAttributes> = {}): string {
    const data = {
      id: 'r',
      text: `Claim ${id}.`,
      language: 'en',
      kind: 'factual',
      about: [],
      topics: [],
      ...more,
    } as const;
    return this.record('claim', id, { type: 'ClaimRegistered', data });
  }

  /** Records an entry with the next id: e1, e2, … */
  entry<T extends keyof ClaimEventTypes>(claim: string, type: T, data: Omit<ClaimEventTypes[T], 'id'>): string {
    this.entries += 1;
    return this.record('claim', claim, { type, data: { id: `e${this.entries}`, ...data } } as unknown as ClaimEvent);
  }

  /** Returns the ids of all claims on all pages of a list. */
  list(filter: Parameters<ClaimQueries['list']>[0], limit = 2): string[] {
    const ids: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = this.claims.list(filter, { now: this.now, limit, cursor });
      ids.push(...page.items.map(({ id }) => id));
      if (page.next === undefined) return ids;
      cursor = page.next;
    }
  }
}
