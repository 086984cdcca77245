import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ActorsService } from '../../../src/actors/actors.service.js';
import { erasureSettings } from '../../../src/app/erasure-settings.js';
import { closeLedger, type LedgerResources, openLedger } from '../../../src/app/ledger-resources.js';
import { webhookSettings } from '../../../src/app/webhook-settings.js';
import { ClaimsService } from '../../../src/claims/claims.service.js';
import { StatusChangeQueries } from '../../../src/claims/queries/status-changes.queries.js';
import { CommandExecutor, SCHEMA_VERSION } from '../../../src/command-handling/command-executor.js';
import type { CommandContext, CommandResult } from '../../../src/command-handling/command-context.js';
import { ReferenceChecker } from '../../../src/command-handling/reference-checker.js';
import { type Config, configFrom } from '../../../src/config.js';
import type { EventLog } from '../../../src/event-log/event-log.js';
import { Erasure } from '../../../src/erasure/erasure.js';
import { RedactionsService } from '../../../src/erasure/redactions.service.js';
import { EventFeed } from '../../../src/feeds/event-feed.js';
import type { FeedPage } from '../../../src/feeds/feed.js';
import type { LedgerEvent } from '../../../src/interchange/cloudevents/cloud-event.js';
import { openStored, upcast } from '../../../src/ledger/open-event-log.js';
import { ChangeSignal } from '../../../src/lib/change-signal.js';
import { SecretBox } from '../../../src/lib/secret-box.js';
import { Replays } from '../../../src/replay/replays.js';
import { LogWriterThread } from '../../../src/threads/log-writer-thread.js';
import { ReplayThreads } from '../../../src/threads/replay-thread.js';
import { DeliveryLog } from '../../../src/webhooks/outbound/deliveries/delivery-log.js';
import { Dispatching } from '../../../src/webhooks/outbound/dispatch/dispatching.js';
import { Lease } from '../../../src/webhooks/outbound/dispatch/lease.js';
import type { WebhookFilterDto } from '../../../src/webhooks/outbound/subscriptions/subscription.event-types.js';
import { SettingsCheck } from '../../../src/webhooks/outbound/subscriptions/settings-check.js';
import type { WebhookSettings } from '../../../src/webhooks/outbound/webhooks.module.js';
import { WebhooksService } from '../../../src/webhooks/outbound/webhooks.service.js';
import { DeliveryClient } from '../../../src/webhooks/delivery/delivery-client.js';
import type { SimulatedProcess } from '../host/processes.js';
import type { ClientRequest } from './history.js';
import type { Plan } from './plan.js';

const configOf = (folder: string, { store }: Plan): Config =>
  configFrom({
    CLAIM_LEDGER_DATA: folder,
    ...(store === 'event-store' && { CLAIM_LEDGER_LOG: 'esdb://event-store:2113' }),
    CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
    // So many that no delivery is given up.
    CLAIM_LEDGER_WEBHOOK_RETRY_SECONDS: Array.from({ length: 200 }, (_, n) => Math.min(20, n + 1)).join(','),
  });

interface Redacting {
  readonly replays: Replays;
  readonly redactions: RedactionsService;
  readonly erasure: Erasure;
}

interface Sending {
  readonly deliveries: DeliveryLog;
  readonly dispatching: Dispatching;
  readonly service: WebhooksService;
}

/** One instance of the ledger, composed of the same parts as the program. */
export class Instance {
  private readonly claims: ClaimsService;
  private readonly actors: ActorsService;
  private readonly answered = new ChangeSignal();
  private requests = 0;

  private constructor(
    readonly process: SimulatedProcess,
    readonly log: EventLog,
    readonly executor: CommandExecutor,
    private readonly references: ReferenceChecker,
    readonly ledger: LedgerResources | undefined,
    private readonly sending: Sending | undefined,
    private readonly redacting: Redacting | undefined,
  ) {
    this.claims = new ClaimsService(executor, references);
    this.actors = new ActorsService(executor, references);
  }

  /** To be called in the process. Rejects if it can't start now. */
  static async start(process: SimulatedProcess, plan: Plan): Promise<Instance> {
    const config = configOf(process.folder, plan);
    if (plan.parts === 'recorder') {
      const log = upcast(await openStored(config, { whenNone: 'make-if-free' }, (file) => new LogWriterThread(file)));
      const executor = new CommandExecutor(log);
      return new Instance(process, log, executor, new ReferenceChecker(log, executor), undefined, undefined, undefined);
    }
    const ledger = await openLedger(config, { withoutLog: true });
    const executor = new CommandExecutor(ledger.log);
    const references = new ReferenceChecker(ledger.log, executor);
    const webhooks = webhookSettings(ledger, config, { sendsWebhooks: plan.parts === 'webhooks' });
    const sending = plan.parts === 'webhooks' ? startSending(ledger, webhooks, executor, references) : undefined;
    const redacting = plan.redactions > 0 ? startRedacting(ledger, config, webhooks, executor) : undefined;
    return new Instance(process, ledger.log, executor, references, ledger, sending, redacting);
  }

  record({ noun, id, commands, context }: ClientRequest): Promise<CommandResult> {
    if (noun === 'claim') return this.claims.recordAll(id, commands, context);
    return this.actors.record(id, commands[0] ?? {}, context);
  }

  /** Whether everything up to this position can be read here within some seconds. */
  async waitFor(position: string): Promise<boolean> {
    return (await this.ledger?.current.waitFor(position, 5_000)) ?? false;
  }

  /** A page of the feed of events. Throws a `NoReadModelError`. */
  feed(after: string | undefined, limit: number): FeedPage<LedgerEvent> {
    const { current, log } = this.served;
    const { readModel } = current;
    return new EventFeed(readModel, new StatusChangeQueries(readModel), log.id).read(after, {}, limit);
  }

  async createWebhook(
    id: string,
    settings: { readonly order?: 'parallel' | 'ordered-per-claim'; readonly filter?: WebhookFilterDto },
    context: CommandContext,
  ): Promise<void> {
    const url = `https://receivers.example/${id}`;
    await this.sending?.service.create(id, { url, ...settings }, undefined, context);
  }

  async changeFilter(id: string, filter: WebhookFilterDto, context: CommandContext): Promise<void> {
    await this.sending?.service.change(id, { filter }, context);
  }

  /** Requests, as one principal, that an event is redacted. Returns the id of the redaction. */
  async requestRedaction(stream: string, revision: number, context: CommandContext): Promise<string> {
    const asked = { stream, revision, reason: 'Right to erasure', authority: 'Art. 17 GDPR' };
    return (await this.redact.redactions.request(asked, context)).id;
  }

  /** Approves it, as another principal. */
  async approveRedaction(id: string, context: CommandContext): Promise<void> {
    await this.redact.redactions.approve(id, context);
  }

  /** Starts a replay, which keeps labels of verdicts, unless there is one. */
  replay(): void {
    const { replays } = this.redact;
    if (this.served.current.generation === undefined || replays.list().length > 0) return;
    const scenario = { asOf: new Date().toISOString(), policy: 'standard/1', without: ['actor:a0'], only: [] };
    replays.begin({ scenario, temporary: false, createdBy: 'recorder' });
  }

  /** Whether it says that its files are free of what was replaced. */
  isErased(id: string): boolean {
    return !Object.values(this.redact.erasure.status(id)).includes('pending');
  }

  private get redact(): Redacting {
    if (!this.redacting) throw new Error('This instance redacts nothing.');
    return this.redacting;
  }

  /** Asks the receiver of a webhook again whether it agrees. */
  async resumeWebhook(id: string): Promise<void> {
    await this.sending?.service.resume(id, { principal: 'tester', correlationId: id, causationId: id });
  }

  /** Builds another read model, while this one answers. */
  rebuild(): void {
    this.ledger?.rebuilder.begin();
  }

  get isBusy(): boolean {
    return this.requests > 0;
  }

  /** Answers one request. */
  async serve<Answer>(answer: (instance: this) => Answer | Promise<Answer>): Promise<Answer> {
    this.requests += 1;
    try {
      return await answer(this);
    } finally {
      this.requests -= 1;
      this.answered.notify();
    }
  }

  /** Answers the requests that have arrived, then closes everything. */
  async stop(): Promise<void> {
    const { signal } = new AbortController();
    while (this.requests > 0) await this.answered.next(this.answered.count, signal);
    await this.redacting?.erasure.onModuleDestroy();
    await this.redacting?.replays.onModuleDestroy();
    await this.sending?.dispatching.stop();
    this.sending?.deliveries.close();
    if (this.ledger) await closeLedger(this.ledger);
    else await this.log.close();
  }

  get served(): LedgerResources {
    if (!this.ledger) throw new Error('This instance has no read model.');
    return this.ledger;
  }
}

/** As `OutboundWebhooksModule` does. */
function startSending(
  ledger: LedgerResources,
  { sending, deliveriesFile, delivery, log, secretsKeys }: WebhookSettings,
  executor: CommandExecutor,
  references: ReferenceChecker,
): Sending {
  if (!sending) throw new Error('This instance should send webhooks.');
  const deliveries = DeliveryLog.open(deliveriesFile);
  const { isShared, ...parts } = sending;
  const metadata = () => {
    const id = randomUUID();
    const recordedAt = executor.now();
    return { schemaVersion: SCHEMA_VERSION, recordedAt, recordedBy: 'admin', correlationId: id, causationId: id };
  };
  const dispatching = new Dispatching({
    ...parts,
    ...(isShared && { lease: new Lease(parts.log, deliveries.instance, metadata) }),
    executor,
    current: ledger.current,
    onAttempt: () => undefined,
  });
  dispatching.start();
  const check = new SettingsCheck(references, new DeliveryClient(delivery));
  const service = new WebhooksService({ log, executor, box: new SecretBox(secretsKeys), check, dispatching });
  return { deliveries, dispatching, service };
}

/** As `ErasureModule` does. */
function startRedacting(
  ledger: LedgerResources,
  config: Config,
  webhooks: WebhookSettings,
  executor: CommandExecutor,
): Redacting {
  const replays = new Replays(config.dataFolder, ledger.current, new ReplayThreads());
  const { log, schemasOf, dropCopies } = erasureSettings(ledger, config, replays, webhooks);
  const erasure = new Erasure(log, ledger.current, executor, dropCopies, () => undefined);
  erasure.onApplicationBootstrap();
  return { replays, redactions: new RedactionsService(executor, log, schemasOf), erasure };
}

/** The file of the log, for one that isn't in an event store. */
export const logFileIn = (folder: string): string => join(folder, 'log.sqlite');
