import type { CommandExecutor } from '../../../command-handling/command-executor.js';
import { type DeliveryCommand, deliveryDecider, REDACTED_DELIVERY } from '../../../deliveries/delivery.decider.js';
import { deliveryStream } from '../../../deliveries/delivery.events.js';
import { DeliveryQueries, MAX_COUNTED } from '../../../deliveries/delivery.queries.js';
import { type EventLog, EventLogError } from '../../../event-log/event-log.js';
import { TemporarilyUnavailableError } from '../../../http/errors.js';
import { type CurrentReadModel, NoReadModelError } from '../../../read-model/current-read-model.js';
import { activeSpan, inSpan, type Span } from '../../../tracing/span.js';
import type { Tracer } from '../../../tracing/tracer.js';
import type { IntegrationSettings } from '../integrations/integration.events.js';
import { holdOf, type Integration } from '../integrations/integration.state.js';
import type { IntegrationsService } from '../integrations/integrations.service.js';
import type { DeliveryOutcome } from '../recording/delivery-outcome.js';
import type { DeliveryRecorder } from '../recording/delivery-recorder.js';
import { integrationPrincipal, principalIdOf } from '../recording/integration-principal.js';
import { readDelivery, type StoredDelivery } from './stored-delivery.js';

export interface DeliveryProcessorParts {
  readonly log: Pick<EventLog, 'readStream'>;
  readonly executor: CommandExecutor;
  readonly current: CurrentReadModel;
  readonly integrations: Pick<IntegrationsService, 'find' | 'isOn'>;
  readonly recorder: Pick<DeliveryRecorder, 'process'>;
  /** Whether other instances may process deliveries, too. */
  readonly isShared: boolean;
  readonly onProcessed: (outcome: 'processed' | 'failed' | 'dropped') => void;
  readonly onTrouble: (message: string, error: unknown) => void;
  /** Begins a trace. Absent without traces. */
  readonly trace?: Tracer['begin'] | undefined;
}

/** What waits is looked for so often: what another instance, or an earlier run of this one, has left. */
const SWEEP_MS = 10_000;
/** Until the read model is current for the first time. */
const FIRST_SWEEP_MS = 200;
/** Another instance has this long to process what it accepted. */
const LEFT_BEHIND_MS = 60_000;

/**
 * Processes accepted deliveries: of each integration one after the other, of several integrations at the same time. A
 * delivery may be processed twice, after a crash or by two instances; what the first attempt recorded is recognised.
 */
export class DeliveryProcessor {
  /** By integration the deliveries, each with the span of the request that it came with, if that is traced. */
  private readonly queues = new Map<string, Map<string, Span | undefined>>();
  private readonly running = new Map<string, Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(private readonly parts: DeliveryProcessorParts) {}

  /** Begins with what waits already. */
  start(): void {
    if (this.parts.integrations.isOn) this.schedule(0);
  }

  /** Processes a delivery after those of its integration that were added before. */
  add(integration: string, delivery: string): void {
    if (this.isClosed) return;
    const queue = this.queues.get(integration) ?? new Map<string, Span | undefined>();
    if (!queue.has(delivery)) queue.set(delivery, activeSpan());
    this.queues.set(integration, queue);
    if (!this.running.has(integration)) this.run(integration, queue);
  }

  /** Processes what waits, however young: after a change of an integration. */
  look(): void {
    if (!this.isClosed) void this.sweep(0);
  }

  /** Begins nothing any more, and resolves when what has begun has ended. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    await Promise.all(this.running.values());
  }

  private schedule(milliseconds: number): void {
    this.timer = setTimeout(() => {
      const isCurrent = this.parts.current.caughtUp;
      const ended = isCurrent ? this.sweep(this.parts.isShared ? LEFT_BEHIND_MS : 0) : Promise.resolve();
      void ended.then(() => {
        if (!this.isClosed) this.schedule(isCurrent ? SWEEP_MS : FIRST_SWEEP_MS);
      });
    }, milliseconds).unref();
  }

  /** @param ageMs only what waits at least this long */
  private async sweep(ageMs: number): Promise<void> {
    const { current, integrations } = this.parts;
    const before = new Date(Date.now() - ageMs).toISOString();
    try {
      const waiting = current.queries(DeliveryQueries).waiting(MAX_COUNTED);
      const paused = new Set<string>();
      for (const id of new Set(waiting.map(({ integration }) => integration))) {
        if (isOnHold(await integrations.find(id))) paused.add(id);
      }
      for (const { id, integration, changedAt } of waiting) {
        if (!paused.has(integration) && (ageMs === 0 || changedAt <= before)) this.add(integration, id);
      }
    } catch (error) {
      if (!(error instanceof NoReadModelError)) this.parts.onTrouble("The deliveries that wait can't be read.", error);
    }
  }

  private run(integration: string, queue: Map<string, Span | undefined>): void {
    const turn = this.drain(integration, queue)
      .catch((error: unknown) => {
        // They wait in the log, and the next sweep finds them.
        queue.clear();
        this.parts.onTrouble(`Deliveries of ${integration} wait: they can't be processed now.`, error);
      })
      .finally(() => {
        this.running.delete(integration);
        if (queue.size > 0 && !this.isClosed) this.run(integration, queue);
      });
    this.running.set(integration, turn);
  }

  private async drain(integration: string, queue: Map<string, Span | undefined>): Promise<void> {
    for (const [delivery, request] of queue) {
      if (this.isClosed) return;
      queue.delete(delivery);
      const span = this.parts.trace?.('process delivery', { links: request ? [request] : [] });
      if (span) await inSpan(span, () => this.process(integration, delivery));
      else await this.process(integration, delivery);
    }
  }

  /** Rejects with what may succeed later. */
  private async process(id: string, delivery: string): Promise<void> {
    const { log, executor, integrations, onProcessed } = this.parts;
    const { status, attempts } = await executor.loadState(deliveryStream(delivery), deliveryDecider);
    const integration = await integrations.find(id);
    if (status !== 'waiting' || isOnHold(integration)) return;
    const stored = await readDelivery(log, delivery);
    if (stored?.integration !== id) return;
    if (!integration) {
      const reason = 'The integration was removed.';
      await this.record(id, delivery, { command: 'drop', integration: id, delivery, reason }, stored.event);
      onProcessed('dropped');
      return;
    }
    const { recorded, failure } = stored.isRedacted ? REDACTED : await this.outcome(integration.settings, id, stored);
    const outcome = { recorded, ...failure };
    await this.record(id, delivery, { command: 'finish', attempt: attempts, outcome }, stored.event);
    onProcessed(failure ? 'failed' : 'processed');
  }

  /** An error that isn't known to pass is a failure: otherwise it would hold back all that comes after it. */
  private async outcome(
    { mapping, scopes }: IntegrationSettings,
    id: string,
    { payload, event }: StoredDelivery,
  ): Promise<DeliveryOutcome> {
    try {
      return await this.parts.recorder.process(mapping, payload, integrationPrincipal(id, scopes), event);
    } catch (error) {
      if (this.isClosed || isPassing(error)) throw error;
      this.parts.onTrouble(`A delivery of ${id} failed.`, error);
      return { recorded: NOTHING, failure: { message: INTERNAL } };
    }
  }

  private async record(id: string, delivery: string, command: DeliveryCommand, cause: string): Promise<void> {
    const context = { principal: principalIdOf(id), correlationId: cause, causationId: cause };
    await this.parts.executor.record(deliveryStream(delivery), deliveryDecider, command, context);
  }
}

const isOnHold = (integration: Integration | undefined): boolean =>
  integration !== undefined && holdOf(integration) !== undefined;

const NOTHING = { commands: 0, unchanged: 0, claims: [], entries: [] };
const INTERNAL = 'The server failed to process this. Its own log has the reason. Retry it when that is resolved.';

/** It would lead to something else than what was sent. */
const REDACTED = { recorded: NOTHING, failure: { message: REDACTED_DELIVERY } };

const isPassing = (error: unknown): boolean =>
  error instanceof EventLogError || error instanceof TemporarilyUnavailableError || error instanceof NoReadModelError;
