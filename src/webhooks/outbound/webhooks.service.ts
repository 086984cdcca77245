import { randomUUID } from 'node:crypto';
import type { CommandContext, CommandResult } from '../../command-handling/command-context.js';
import type { CommandExecutor } from '../../command-handling/command-executor.js';
import { NotFoundError } from '../../command-handling/errors.js';
import type { SealedText, SecretBox } from '../../lib/secret-box.js';
import { createSecret, publicKeyOf } from '../signing/secrets.js';
import type { TestResult } from './dispatch/sender.js';
import type { Dispatching } from './dispatch/dispatching.js';
import { sealedOf, secretPurpose, urlPurpose } from './dispatch/endpoint.js';
import type { LaneState } from './dispatch/state.js';
import { WebhooksOffError } from '../../http/errors.js';
import { requireNoHold } from './subscriptions/redacted-settings.js';
import type { SettingsCheck } from './subscriptions/settings-check.js';
import { type WebhookCommand, webhooksDecider } from './subscriptions/subscription.decider.js';
import { WEBHOOKS_STREAM } from './subscriptions/subscription.events.js';
import type { RunningReplay, Webhook } from './subscriptions/subscription.state.js';
import { DEFAULT_GRACE_HOURS, type NewWebhookDto, type WebhookChangesDto } from './subscriptions/webhook.dto.js';

/** What a server that sends webhooks has. */
export interface WebhookParts {
  readonly log: string;
  readonly executor: CommandExecutor;
  readonly box: SecretBox;
  readonly check: SettingsCheck;
  /** Undefined in a process that serves one command. */
  readonly dispatching: Dispatching | undefined;
}

/** A webhook that was created, or that has another secret. */
export interface SecretShown {
  readonly id: string;
  readonly recorded: CommandResult;
  /** Undefined if the request is repeated. */
  readonly secret: string | undefined;
}

const HOUR_MS = 3_600_000;
const OFF =
  'Webhooks are off: this server has no key that encrypts their secrets. Set CLAIM_LEDGER_SECRETS_KEY to 32 random bytes in base64 ("openssl rand -base64 32"), keep a copy of it, and start the server again.';
const NO_DISPATCHER =
  'Webhooks are sent by a server. Start one with "claim-ledger serve", with the same CLAIM_LEDGER_SECRETS_KEY, and try again.';

const SENT_ELSEWHERE =
  'Another instance of this ledger sends webhooks now, or this one has just started. Send the request to the instance whose GET /v1/webhooks/{id} has `progress`, or replay what was recorded since then, which any instance can begin.';

/** Creates, changes and removes webhooks, and asks the dispatcher about them. */
export class WebhooksService {
  /** @param known undefined without a key that encrypts secrets */
  constructor(private readonly known: WebhookParts | undefined) {}

  /** All webhooks, in the order of their creation. Rejects with a `WebhooksOffError`, as all methods do. */
  async list(): Promise<readonly Webhook[]> {
    return [...(await this.load()).webhooks.values()];
  }

  async get(id: string): Promise<Webhook> {
    const webhook = (await this.load()).webhooks.get(id);
    if (!webhook) throw new NotFoundError('webhook', id);
    return webhook;
  }

  /** The URL; throws an `UnsealError` if it can't be decrypted. */
  url({ id, settings }: Webhook): string {
    return this.parts.box.open(settings.url, urlPurpose(id));
  }

  /** The public keys that verify now, the newest first. Throws an `UnsealError`. */
  publicKeys({ id, secrets }: Webhook): readonly string[] {
    return secrets.flatMap(({ secret }) => publicKeyOf(this.parts.box.open(secret, secretPurpose(id))) ?? []);
  }

  /** Whether this instance is the one that sends. */
  get sends(): boolean {
    return this.parts.dispatching?.isLeading === true;
  }

  /** What the lanes do; undefined on an instance that doesn't send. */
  async states(): Promise<readonly LaneState[] | undefined> {
    return this.sends ? this.dispatcher.states() : undefined;
  }

  async create(
    id: string,
    body: Omit<NewWebhookDto, 'id' | 'from'>,
    from: string | undefined,
    context: CommandContext,
  ): Promise<SecretShown> {
    const { box, check, log } = this.parts;
    const { url, signature = 'hmac', ...given } = body;
    const settings = await check.ofNew({ url, ...given });
    const secret = createSecret(signature);
    const command = {
      command: 'create',
      webhook: id,
      log,
      ...(from !== undefined && { from }),
      ...settings,
      url: box.seal(url, urlPurpose(id)),
      signature,
      secret: box.seal(secret, secretPurpose(id)),
    } as const;
    return this.shown(id, secret, await this.record(command, context));
  }

  async change(id: string, body: WebhookChangesDto, context: CommandContext): Promise<CommandResult> {
    const { box, check } = this.parts;
    const webhook = await this.get(id);
    const { url, ...given } = body;
    const isSameUrl = url === undefined || url === this.url(webhook);
    const changes = await check.ofChange(webhook.settings, this.url(webhook), body);
    const sealed = isSameUrl ? {} : { url: box.seal(url, urlPurpose(id)) };
    return this.record({ command: 'change', webhook: id, changes: { ...given, ...changes, ...sealed } }, context);
  }

  pause(webhook: string, reason: string | undefined, context: CommandContext): Promise<CommandResult> {
    return this.record({ command: 'pause', webhook, ...(reason !== undefined && { reason }) }, context);
  }

  resume(webhook: string, context: CommandContext): Promise<CommandResult> {
    return this.record({ command: 'resume', webhook, log: this.parts.log }, context);
  }

  async rotate(id: string, graceHours = DEFAULT_GRACE_HOURS, context: CommandContext): Promise<SecretShown> {
    const { box, executor } = this.parts;
    const { signature } = await this.get(id);
    const secret = createSecret(signature);
    const now = executor.now();
    const previousUntil = new Date(Date.parse(now) + graceHours * HOUR_MS).toISOString();
    const sealed = box.seal(secret, secretPurpose(id));
    const command = { command: 'rotate-secret', webhook: id, secret: sealed, previousUntil, now } as const;
    return this.shown(id, secret, await this.record(command, context));
  }

  remove(webhook: string, context: CommandContext): Promise<CommandResult> {
    return this.record({ command: 'remove', webhook }, context);
  }

  /** Encrypts everything with the first key that isn't yet. Returns of how many webhooks. */
  async reencrypt(context: CommandContext): Promise<number> {
    const { box } = this.parts;
    const { idempotency: _once, ...each } = context;
    let changed = 0;
    for (const webhook of await this.list()) {
      if (sealedOf(webhook).every((text) => box.isCurrent(text))) continue;
      const { id, settings, secrets } = webhook;
      const again = (text: SealedText, purpose: string) => box.seal(box.open(text, purpose), purpose);
      const before = secrets.map(({ secret }) => secret);
      await this.record(
        {
          command: 'reencrypt',
          webhook: id,
          url: again(settings.url, urlPurpose(id)),
          secrets: before.map((secret) => again(secret, secretPurpose(id))),
          before,
        },
        each,
      );
      changed += 1;
    }
    return changed;
  }

  /** Rejects with a `CommandRejectedError` for a webhook that is on hold, as `countReplay` does. */
  async test(id: string): Promise<TestResult> {
    const webhook = await this.get(id);
    requireNoHold(webhook);
    return this.dispatcher.test(webhook);
  }

  /** Rejects with a `WebhooksOffError` on an instance that doesn't send. */
  async redeliver(id: string, delivery: string | undefined): Promise<number> {
    await this.get(id);
    if (this.parts.dispatching?.isLeading === false) throw new WebhooksOffError(SENT_ELSEWHERE);
    return this.dispatcher.redeliver(id, delivery);
  }

  /** @param from a position, 20 digits; what follows it is sent again, until `until` */
  async startReplay(
    id: string,
    { from, until, perSecond }: Pick<RunningReplay, 'from' | 'until' | 'perSecond'>,
    context: CommandContext,
  ): Promise<CommandResult> {
    const command = { command: 'start-replay', webhook: id, replay: randomUUID(), from, until, perSecond } as const;
    return this.record(command, context);
  }

  async countReplay(id: string, from: string, until: string): Promise<number> {
    const webhook = await this.get(id);
    requireNoHold(webhook);
    return this.dispatcher.count(webhook, from, until);
  }

  async cancelReplay(id: string, replay: string, context: CommandContext): Promise<CommandResult> {
    const { replays } = await this.get(id);
    if (!replays.some((running) => running.replay === replay)) throw new NotFoundError('replay', replay);
    return this.record({ command: 'end-replay', webhook: id, replay, outcome: 'cancelled' }, context);
  }

  private shown(id: string, secret: string, recorded: CommandResult): SecretShown {
    const event = recorded.written[0];
    const created = event?.data as { readonly webhook?: string } | undefined;
    return { id: created?.webhook ?? id, recorded, secret: recorded.replayed ? undefined : secret };
  }

  private load() {
    return this.parts.executor.loadState(WEBHOOKS_STREAM, webhooksDecider);
  }

  /** All webhooks share one stream, whose revision says nothing about one of them: the decider compares that. */
  private async record(command: WebhookCommand, context: CommandContext): Promise<CommandResult> {
    const { executor, dispatching } = this.parts;
    const { expectedRevision: expected, ...rest } = context;
    const recorded = await executor.record(WEBHOOKS_STREAM, webhooksDecider, { ...command, expected }, rest);
    void dispatching?.look();
    if (recorded.written.length > 0) return recorded;
    return { ...recorded, revision: (await this.get(command.webhook)).revision };
  }

  private get parts(): WebhookParts {
    if (!this.known) throw new WebhooksOffError(OFF);
    return this.known;
  }

  private get dispatcher() {
    const { dispatching } = this.parts;
    if (!dispatching) throw new WebhooksOffError(NO_DISPATCHER);
    return dispatching.dispatcher;
  }
}
