import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import {
  type EventLog,
  InvalidAppendError,
  LogUnavailableError,
  UnknownOutcomeError,
  WrongExpectedRevisionError,
} from '../event-log/event-log.js';
import { gauge, type MeasuredInstance, onceAtATime, watchInstance } from './instance-metrics.js';

/** Values of the label `outcome`: part of the interface, so they don't follow the names of the error classes. */
const APPEND_OUTCOMES = ['done', 'revision-conflict', 'invalid', 'unavailable', 'unknown', 'error'] as const;
export type AppendOutcome = (typeof APPEND_OUTCOMES)[number];
const KEY_ATTEMPT_OUTCOMES = ['invalid', 'unchecked'] as const;
const WEBHOOK_OUTCOMES = ['delivered', 'failed'] as const;
const INBOUND_OUTCOMES = ['accepted', 'duplicate', 'refused', 'processed', 'failed', 'dropped'] as const;

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
  private readonly appendTimes = new Histogram({
    name: 'claim_ledger_append_duration_seconds',
    help: 'Duration of appends to the log until they were durable or had failed, in seconds.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
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

  constructor(instance: MeasuredInstance) {
    collectDefaultMetrics({ register: this.registry });
    watchInstance(this.registry, instance);
    // A series that appears with its first failure has no increase: Prometheus never saw it at 0.
    for (const outcome of APPEND_OUTCOMES) this.appends.inc({ outcome }, 0);
    for (const outcome of KEY_ATTEMPT_OUTCOMES) this.keyAttempts.inc({ outcome }, 0);
    for (const outcome of WEBHOOK_OUTCOMES) this.deliveries.zero({ outcome });
    for (const outcome of INBOUND_OUTCOMES) this.received.inc({ outcome }, 0);
  }

  /**
   * Wraps the log so that its appends are counted.
   *
   * @param onAppend called after each one, with its error if it failed
   */
  instrument(log: EventLog, onAppend: (error?: unknown) => void = () => undefined): EventLog {
    return {
      id: log.id,
      append: async (stream, expected, events) => {
        const stopTimer = this.appendTimes.startTimer();
        try {
          const result = await log.append(stream, expected, events);
          this.count('done');
          this.appended.inc(events.length);
          onAppend();
          return result;
        } catch (error) {
          this.count(outcomeOf(error));
          onAppend(error);
          throw error;
        } finally {
          stopTimer();
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

  countKeyAttempt(outcome: (typeof KEY_ATTEMPT_OUTCOMES)[number]): void {
    this.keyAttempts.inc({ outcome });
  }

  countWebhookAttempt(isDelivered: boolean, seconds: number): void {
    this.deliveries.observe({ outcome: isDelivered ? 'delivered' : 'failed' }, seconds);
  }

  /** @param read returns what is true of the webhooks now; a failure leaves the gauges out */
  watchWebhooks(read: () => Promise<WebhookGauges>): void {
    const now = onceAtATime(read);
    const add = (name: string, help: string, member: keyof WebhookGauges): void => {
      gauge(this.registry, name, help, async () => (await now())?.[member]);
    };
    add('claim_ledger_webhooks', 'Webhooks of the ledger.', 'webhooks');
    add('claim_ledger_webhooks_disabled', 'Webhooks that were disabled because they failed.', 'disabled');
    add('claim_ledger_webhook_pending', 'Deliveries that are pending.', 'pending');
    add(
      'claim_ledger_webhook_oldest_pending_seconds',
      'Age of the oldest pending delivery since it was recorded, 0 if there is none.',
      'oldestPendingSeconds',
    );
  }

  countDelivery(outcome: (typeof INBOUND_OUTCOMES)[number]): void {
    this.received.inc({ outcome });
  }

  /** @param read returns how many deliveries have this status, counted up to 10,000; undefined if that is unknown */
  watchDeliveries(read: (status: 'waiting' | 'failed') => number | undefined): void {
    const words = { waiting: 'are processed next, or when it is resumed', failed: 'wait for a retry' };
    for (const status of ['waiting', 'failed'] as const) {
      const help = `Deliveries to integrations that ${words[status]}, counted up to 10,000.`;
      gauge(this.registry, `claim_ledger_inbound_deliveries_${status}`, help, () => read(status));
    }
  }

  /**
   * @param isPending whether something that was redacted is still in files of this instance
   * @param waiting returns how many redactions wait for approval; undefined if that is unknown
   */
  watchRedactions(isPending: () => boolean, waiting: () => number | undefined): void {
    const { registry } = this;
    const pendingHelp = 'Whether something that was redacted is still in files of this instance: 1 or 0.';
    gauge(registry, 'claim_ledger_erasure_pending', pendingHelp, () => (isPending() ? 1 : 0));
    gauge(registry, 'claim_ledger_redaction_requests_waiting', 'Redactions that wait for approval.', waiting);
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
}
