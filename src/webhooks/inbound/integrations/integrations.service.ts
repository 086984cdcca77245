import type { AccessService, Principal } from '../../../access/access.service.js';
import { requireScope } from '../../../access/access.guard.js';
import type { CommandContext, CommandResult } from '../../../command-handling/command-context.js';
import type { CommandExecutor } from '../../../command-handling/command-executor.js';
import type { DryRuns } from '../../../command-handling/dry-run.js';
import { CommandRejectedError, NotFoundError } from '../../../command-handling/errors.js';
import { WebhooksOffError } from '../../../http/errors.js';
import type { SealedText, SecretBox } from '../../../lib/secret-box.js';
import { MAX_ID } from '../../../domain/ids.js';
import type { DoorSecret, Verification } from '../door/door.js';
import { type IntegrationCommand, integrationsDecider } from './integration.decider.js';
import { DEFAULT_GRACE_HOURS, type IntegrationChangesDto, type NewIntegrationDto } from './integration.dto.js';
import { INTEGRATIONS_STREAM, type IntegrationScope } from './integration.events.js';
import { principalIdOf } from '../recording/integration-principal.js';
import { type Integration, liveSecrets } from './integration.state.js';
import { createSenderSecret, requireSenderSecret } from './sender-secret.js';

/** What a server with integrations has. */
export interface IntegrationParts {
  readonly executor: CommandExecutor;
  readonly dryRuns: DryRuns;
  readonly access: AccessService;
  readonly box: SecretBox;
}

/** An integration that was created, or that has another secret. */
export interface SecretShown {
  readonly id: string;
  readonly recorded: CommandResult;
  /** Undefined if the caller gave it, or if the request is repeated. */
  readonly secret: string | undefined;
  readonly isGiven: boolean;
}

const HOUR_MS = 3_600_000;
const MAX_INTEGRATION_ID = MAX_ID - principalIdOf('').length;
const OFF =
  'Integrations are off: this server has no key that encrypts their secrets. Set CLAIM_LEDGER_SECRETS_KEY to 32 random bytes in base64 ("openssl rand -base64 32"), keep a copy of it, and start the server again.';

const purposeOf = (integration: string): string => `integration secret ${integration}`;

/** Creates, changes and removes integrations. All methods reject with a `WebhooksOffError` without a key for secrets. */
export class IntegrationsService {
  private readonly listeners = new Set<() => void>();

  /** @param known undefined without a key that encrypts secrets */
  constructor(private readonly known: IntegrationParts | undefined) {}

  get isOn(): boolean {
    return this.known !== undefined;
  }

  /** Calls `listener` after each change that this instance records. */
  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** All integrations, in the order of their creation. */
  async list(): Promise<readonly Integration[]> {
    return [...(await this.load()).integrations.values()];
  }

  async get(id: string): Promise<Integration> {
    const integration = await this.find(id);
    if (!integration) throw new NotFoundError('integration', id);
    return integration;
  }

  /** Undefined if there is none. */
  async find(id: string): Promise<Integration | undefined> {
    return (await this.load()).integrations.get(id);
  }

  /** The secrets that are accepted now. Throws an `UnsealError` if none of them can be decrypted. */
  doorSecrets(integration: Integration): readonly DoorSecret[] {
    const { box, executor } = this.parts;
    const { id } = integration;
    return liveSecrets(integration, executor.now()).map(({ secret, until }) => ({
      secret: box.open(secret, purposeOf(id)),
      ...(until !== undefined && { until: Date.parse(until) }),
    }));
  }

  /** @param by whose scopes bound those of the integration */
  async create(id: string, body: Omit<NewIntegrationDto, 'id'>, by: Principal, context: CommandContext) {
    const { box, access } = this.parts;
    const { verification, mapping, scopes = ['record'], secret: given, name = id } = body;
    requireScopes(by, scopes);
    requireShortId(id);
    const secret = secretFor(verification, given);
    const sealed = box.seal(secret, purposeOf(id));
    const command = {
      command: 'create',
      integration: id,
      name,
      verification,
      mapping,
      scopes,
      secret: sealed,
    } as const;
    await this.requireAcceptable(command, context);
    // Events name it as who recorded them.
    const { idempotency: _once, ...each } = context;
    await access.registerPrincipal(principalIdOf(id), name, each);
    return shown(id, secret, given !== undefined, await this.record(command, context));
  }

  async change(
    id: string,
    changes: IntegrationChangesDto,
    by: Principal,
    context: CommandContext,
  ): Promise<CommandResult> {
    const { settings } = await this.get(id);
    requireScopes(by, [...settings.scopes, ...(changes.scopes ?? [])]);
    return this.record({ command: 'change', integration: id, changes }, context);
  }

  pause(integration: string, reason: string | undefined, context: CommandContext): Promise<CommandResult> {
    return this.record({ command: 'pause', integration, ...(reason !== undefined && { reason }) }, context);
  }

  resume(integration: string, context: CommandContext): Promise<CommandResult> {
    return this.record({ command: 'resume', integration }, context);
  }

  /** @param by who learns or gives the secret, and can then send what the integration may record */
  async rotate(
    id: string,
    { secret: given, graceHours = DEFAULT_GRACE_HOURS }: { readonly secret?: string; readonly graceHours?: number },
    by: Principal,
    context: CommandContext,
  ): Promise<SecretShown> {
    const { box, executor } = this.parts;
    const { verification, settings } = await this.get(id);
    requireScopes(by, settings.scopes);
    const secret = secretFor(verification, given);
    const now = executor.now();
    const previousUntil = new Date(Date.parse(now) + graceHours * HOUR_MS).toISOString();
    const sealed = box.seal(secret, purposeOf(id));
    const command = { command: 'rotate-secret', integration: id, secret: sealed, previousUntil, now } as const;
    return shown(id, secret, given !== undefined, await this.record(command, context));
  }

  remove(integration: string, context: CommandContext): Promise<CommandResult> {
    return this.record({ command: 'remove', integration }, context);
  }

  /** Encrypts everything with the first key that isn't yet. Returns of how many integrations. */
  async reencrypt(context: CommandContext): Promise<number> {
    const { box } = this.parts;
    const { idempotency: _once, ...each } = context;
    let changed = 0;
    for (const { id, secrets } of await this.list()) {
      const before = secrets.map(({ secret }) => secret);
      if (before.every((text) => box.isCurrent(text))) continue;
      const again = (text: SealedText) => box.seal(box.open(text, purposeOf(id)), purposeOf(id));
      await this.record({ command: 'reencrypt', integration: id, secrets: before.map(again), before }, each);
      changed += 1;
    }
    return changed;
  }

  /** Throws what recording the command would throw, so that nothing is recorded before it is rejected. */
  private async requireAcceptable(command: IntegrationCommand, context: CommandContext): Promise<void> {
    if (context.expectedRevision !== undefined) throw noPreconditions();
    const { executor } = await this.parts.dryRuns.begin();
    await executor.record(INTEGRATIONS_STREAM, integrationsDecider, command, context);
  }

  private load() {
    return this.parts.executor.loadState(INTEGRATIONS_STREAM, integrationsDecider);
  }

  private async record(command: IntegrationCommand, context: CommandContext): Promise<CommandResult> {
    if (context.expectedRevision !== undefined) throw noPreconditions();
    const recorded = await this.parts.executor.record(INTEGRATIONS_STREAM, integrationsDecider, command, context);
    for (const listener of this.listeners) listener();
    return recorded;
  }

  private get parts(): IntegrationParts {
    if (!this.known) throw new WebhooksOffError(OFF);
    return this.known;
  }
}

/** Nobody gets more by an integration than by their own key. */
function requireScopes(by: Principal, scopes: readonly IntegrationScope[]): void {
  for (const scope of scopes) requireScope(by, scope);
}

function requireShortId(id: string): void {
  if (id.length <= MAX_INTEGRATION_ID) return;
  const message = `id has ${id.length} characters. At most ${MAX_INTEGRATION_ID} are allowed.`;
  throw rejected('/id', 'max-length', message);
}

function secretFor(verification: Verification, given: string | undefined): string {
  if (given === undefined) return createSenderSecret(verification);
  requireSenderSecret(verification, given);
  return given;
}

function shown(id: string, secret: string, isGiven: boolean, recorded: CommandResult): SecretShown {
  const event = recorded.written[0]?.data as { readonly integration?: string } | undefined;
  return {
    id: event?.integration ?? id,
    recorded,
    secret: recorded.replayed || isGiven ? undefined : secret,
    isGiven,
  };
}

const rejected = (pointer: string, code: string, message: string): CommandRejectedError =>
  new CommandRejectedError([{ pointer, code, message }]);

/** All integrations share one stream, so its revision says nothing about one of them. */
const noPreconditions = (): CommandRejectedError =>
  rejected('', 'no-precondition', 'Integrations have no revision: send no If-Match or If-None-Match.');
