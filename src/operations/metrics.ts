import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { CurrentReadModel } from '../read-model/current-read-model.js';
import type { Freshness } from '../read-model/freshness.js';
import {
  type EventLog,
  InvalidAppendError,
  LogUnavailableError,
  UNAVAILABLE_REASONS,
  UnknownOutcomeError,
  WrongExpectedRevisionError,
} from '../event-log/event-log.js';

/** Values of the label `outcome`: part of the interface, so they don't follow the names of the error classes. */
export type AppendOutcome = 'done' | 'revision-conflict' | 'invalid' | 'unavailable' | 'unknown' | 'error';

const FAILURES = [
  [WrongExpectedRevisionError, 'revision-conflict'],
  [InvalidAppendError, 'invalid'],
  [LogUnavailableError, 'unavailable'],
  [UnknownOutcomeError, 'unknown'],
] as const;

/** The label for an append that threw this error. */
export const outcomeOf = (error: unknown): AppendOutcome =>
  FAILURES.find(([errorClass]) => error instanceof errorClass)?.[1] ?? 'error';

/** What is true of the webhooks at one moment. */
export interface WebhookGauges {
  readonly webhooks: number;
  readonly disabled: number;
  readonly pending: number;
  readonly oldestPendingSeconds: number;
}

/** The metrics of one ledger and of its process, for Prometheus. Other ledgers may share the process. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'claim_ledger_http_request_duration_seconds',
    help: 'Duration of the requests answered, in seconds.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });
  private readonly appends = new Counter({
    name: 'claim_ledger_appends_total',
    help: 'Appends to the log by outcome: done, revision-conflict, invalid, unavailable, unknown, error.',
    labelNames: ['outcome'],
    registers: [this.registry],
  });
  private readonly appended = new Counter({
    name: 'claim_ledger_events_appended_total',
    help: 'Events appended to the log by this process.',
    registers: [this.registry],
  });

  private readonly deliveries = new Histogram({
    name: 'claim_ledger_webhook_attempt_duration_seconds',
    help: 'Duration of the attempts to send a webhook, in seconds, by outcome: delivered, failed.',
    labelNames: ['outcome'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    registers: [this.registry],
  });

  private readonly received = new Counter({
    name: 'claim_ledger_inbound_deliveries_total',
    help: 'What came in for integrations, by outcome: accepted, duplicate and refused at the door; processed, failed and dropped afterwards.',
    labelNames: ['outcome'],
    registers: [this.registry],
  });

  private readonly keyAttempts = new Counter({
    name: 'claim_ledger_key_attempts_total',
    help: 'Keys of requests that were not accepted, by outcome: invalid; unchecked after too many invalid ones.',
    labelNames: ['outcome'],
    registers: [this.registry],
  });

  constructor(
    private readonly current: CurrentReadModel,
    freshness: Freshness,
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.counter('claim_ledger_events_projected_total', 'Events projected since the process started.', () => {
      return this.current.eventsHandled;
    });
    this.gauge('claim_ledger_read_model_lag_seconds', 'Staleness of the read model, 0 if it is current.', () => {
      return freshness.lagSeconds() ?? NaN;
    });
    this.gauge('claim_ledger_log_reachable', 'Whether the log answered the last probe: 1 or 0.', () => {
      return freshness.reachable ? 1 : 0;
    });
    const failure = new Gauge({
      name: 'claim_ledger_log_failure',
      help: 'Why the log did not answer the last probe: 1 for that reason, otherwise 0.',
      labelNames: ['reason'],
      registers: [this.registry],
      collect: () => {
        for (const reason of UNAVAILABLE_REASONS) failure.set({ reason }, freshness.reason === reason ? 1 : 0);
      },
    });
    this.gauge('claim_ledger_parked_streams', "Parked streams: one of their events couldn't be projected.", () => {
      return this.current.status().parked.length;
    });
  }

  /** Wraps the log so that its appends are counted. */
  instrument(log: EventLog): EventLog {
    return {
      id: log.id,
      append: async (stream, expected, events) => {
        try {
          const result = await log.append(stream, expected, events);
          this.count('done');
          this.appended.inc(events.length);
          return result;
        } catch (error) {
          this.count(outcomeOf(error));
          throw error;
        }
      },
      readStream: (stream, options) => log.readStream(stream, options),
      readAll: (options) => log.readAll(options),
      eventAt: (position) => log.eventAt(position),
      subscribe: (options) => log.subscribe(options),
      head: () => log.head(),
      close: () => log.close(),
    };
  }

  /** Measures every request; all requests without a route share one label. */
  measureRequests(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', (request, reply, done) => {
      const { method, routeOptions } = request;
      this.requests.observe(
        { method, route: routeOptions.url ?? 'none', status: reply.statusCode },
        reply.elapsedTime / 1000,
      );
      done();
    });
  }

  countKeyAttempt(outcome: 'invalid' | 'unchecked'): void {
    this.keyAttempts.inc({ outcome });
  }

  countWebhookAttempt(isDelivered: boolean, seconds: number): void {
    this.deliveries.observe({ outcome: isDelivered ? 'delivered' : 'failed' }, seconds);
  }

  /** @param read returns what is true of the webhooks now; a failure leaves the gauges out */
  watchWebhooks(read: () => Promise<WebhookGauges>): void {
    const { registry } = this;
    const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
    const pending = gauge('claim_ledger_webhook_pending', 'Deliveries that are pending.');
    const oldest = gauge(
      'claim_ledger_webhook_oldest_pending_seconds',
      'Age of the oldest pending delivery since it was recorded, 0 if there is none.',
    );
    const disabled = gauge('claim_ledger_webhooks_disabled', 'Webhooks that were disabled because they failed.');
    new Gauge({
      name: 'claim_ledger_webhooks',
      help: 'Webhooks of the ledger.',
      registers: [registry],
      async collect() {
        const now = await read().catch(() => undefined);
        this.set(now?.webhooks ?? NaN);
        pending.set(now?.pending ?? NaN);
        oldest.set(now?.oldestPendingSeconds ?? NaN);
        disabled.set(now?.disabled ?? NaN);
      },
    });
  }

  countDelivery(outcome: 'accepted' | 'duplicate' | 'refused' | 'processed' | 'failed' | 'dropped'): void {
    this.received.inc({ outcome });
  }

  /** @param read returns how many deliveries have this status, counted up to 10,000; undefined if that is unknown */
  watchDeliveries(read: (status: 'waiting' | 'failed') => number | undefined): void {
    const words = { waiting: 'are processed next, or when it is resumed', failed: 'wait for a retry' };
    for (const status of ['waiting', 'failed'] as const) {
      const help = `Deliveries to integrations that ${words[status]}, counted up to 10,000.`;
      this.gauge(`claim_ledger_inbound_deliveries_${status}`, help, () => read(status) ?? NaN);
    }
  }

  /** In the text format of Prometheus. */
  read(): Promise<string> {
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  private count(outcome: AppendOutcome): void {
    this.appends.inc({ outcome });
  }

  /** @param value a total that only grows */
  private counter(name: string, help: string, value: () => number): void {
    new Counter({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc(value());
      },
    });
  }

  private gauge(name: string, help: string, value: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(value());
      },
    });
  }
}
