import type { Decider } from '../../../command-handling/decider.js';
import { CommandRejectedError, NotFoundError } from '../../../command-handling/errors.js';
import { isSameJson } from '../../../command-handling/registration.js';
import type { SealedText } from '../../../lib/secret-box.js';
import type {
  IntegrationChanged,
  IntegrationCreated,
  IntegrationEvent,
  IntegrationEventTypes,
  IntegrationPaused,
  IntegrationResumed,
  IntegrationSecretRotated,
} from './integration.events.js';
import { hasRedacted } from '../../../event-log/redaction.js';
import {
  evolveIntegrations,
  type Integration,
  type IntegrationsState,
  liveSecrets,
  noIntegrations,
  REDACTED_MAPPING,
} from './integration.state.js';

/** The maximum number of integrations of a ledger. */
export const MAX_INTEGRATIONS = 200;
/** The maximum number of secrets of an integration that are accepted at the same time. */
export const MAX_LIVE_SECRETS = 10;

export type IntegrationCommand =
  | ({ readonly command: 'create' } & IntegrationCreated)
  | ({ readonly command: 'change' } & IntegrationChanged)
  | ({ readonly command: 'pause' } & IntegrationPaused)
  | ({ readonly command: 'resume' } & IntegrationResumed)
  | ({ readonly command: 'rotate-secret'; readonly now: string } & IntegrationSecretRotated)
  | {
      readonly command: 'reencrypt';
      readonly integration: string;
      readonly secrets: readonly SealedText[];
      /** The secrets that these take the place of. */
      readonly before: readonly SealedText[];
    }
  | { readonly command: 'remove'; readonly integration: string };

export const integrationsDecider: Decider<IntegrationsState, IntegrationCommand, IntegrationEventTypes> = {
  initial: noIntegrations,
  evolve: evolveIntegrations,
  decide: (state, command) => {
    if (command.command === 'create') return create(state, command);
    const integration = state.integrations.get(command.integration);
    if (!integration) throw new NotFoundError('integration', command.integration);
    return decideOn(integration, command);
  },
};

function create(
  { integrations, removed }: IntegrationsState,
  { command: _command, ...data }: Extract<IntegrationCommand, { command: 'create' }>,
): readonly IntegrationEvent[] {
  const { integration } = data;
  if (integrations.has(integration) || removed.has(integration)) {
    const state = removed.has(integration) ? 'was removed, and its id is not used again' : 'already exists';
    throw rejected('/id', 'id-taken', `The integration "${integration}" ${state}. Choose another id, or leave it out.`);
  }
  if (integrations.size >= MAX_INTEGRATIONS) {
    const message = `A ledger has at most ${MAX_INTEGRATIONS} integrations. Remove one first.`;
    throw rejected('', 'too-many-integrations', message);
  }
  return [{ type: 'IntegrationCreated', data }];
}

function decideOn(
  integration: Integration,
  command: Exclude<IntegrationCommand, { command: 'create' }>,
): readonly IntegrationEvent[] {
  switch (command.command) {
    case 'change': {
      const { integration: id, changes } = command;
      if (isSameJson(integration.settings, { ...integration.settings, ...changes })) return [];
      return [{ type: 'IntegrationChanged', data: { integration: id, changes } }];
    }
    case 'pause': {
      const { command: _command, ...data } = command;
      return integration.paused ? [] : [{ type: 'IntegrationPaused', data }];
    }
    case 'resume':
      if (hasRedacted(integration.settings.mapping)) throw rejected('', 'redacted-mapping', REDACTED_MAPPING);
      return integration.paused ? [{ type: 'IntegrationResumed', data: { integration: command.integration } }] : [];
    case 'rotate-secret': {
      const { command: _command, now, ...data } = command;
      const { length } = liveSecrets(integration, now);
      if (length >= MAX_LIVE_SECRETS) {
        const message = `${length} secrets of this integration are still accepted. Rotate again when the first of them has ended.`;
        throw rejected('', 'too-many-secrets', message);
      }
      return [{ type: 'IntegrationSecretRotated', data }];
    }
    case 'reencrypt': {
      const { command: _command, before, ...data } = command;
      const isAsBefore = isSameJson(
        integration.secrets.map(({ secret }) => secret),
        before,
      );
      return isAsBefore ? [{ type: 'IntegrationReencrypted', data }] : [];
    }
    case 'remove':
      return [{ type: 'IntegrationRemoved', data: { integration: command.integration } }];
  }
}

const rejected = (pointer: string, code: string, message: string): CommandRejectedError =>
  new CommandRejectedError([{ pointer, code, message }]);
