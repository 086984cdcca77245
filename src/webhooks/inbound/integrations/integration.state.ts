import type { RecordedDomainEvent } from '../../../domain/domain-event.js';
import { hasRedacted, type RedactionView, withRedactionsOf } from '../../../event-log/redaction.js';
import type { SealedText } from '../../../lib/secret-box.js';
import type { Verification } from '../door/door.js';
import type { IntegrationEventTypes, IntegrationSettings } from './integration.events.js';

/** A secret that is accepted, until an instant if a newer one has taken its place. */
export interface LiveSecret {
  readonly secret: SealedText;
  readonly until?: string;
}

/** An integration: who may send, and what is made of it. */
export interface Integration {
  readonly id: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly settings: IntegrationSettings;
  readonly verification: Verification;
  /** The newest first. */
  readonly secrets: readonly LiveSecret[];
  readonly paused?: { readonly reason?: string };
  readonly redacted?: readonly RedactionView[];
}

/** The integrations that exist, in the order of their creation, and the ids of those that were removed. */
export interface IntegrationsState {
  readonly integrations: Map<string, Integration>;
  readonly removed: Set<string>;
}

export const noIntegrations = (): IntegrationsState => ({ integrations: new Map(), removed: new Set() });

export function evolveIntegrations(
  state: IntegrationsState,
  fact: RecordedDomainEvent<IntegrationEventTypes>,
): IntegrationsState {
  const { integrations, removed } = state;
  const id = fact.data.integration;
  if (fact.type === 'IntegrationRemoved') {
    integrations.delete(id);
    removed.add(id);
    return state;
  }
  const known = integrations.get(id);
  const next = fact.type === 'IntegrationCreated' ? created(fact) : known && changed(known, fact);
  if (next) integrations.set(id, withRedactionsOf(fact, next));
  return state;
}

type Fact<Type extends keyof IntegrationEventTypes> = Extract<
  RecordedDomainEvent<IntegrationEventTypes>,
  { type: Type }
>;

function created({ data, metadata }: Fact<'IntegrationCreated'>): Integration {
  const { integration: id, verification, secret, ...settings } = data;
  const { recordedAt: createdAt, recordedBy: createdBy } = metadata;
  return { id, createdAt, createdBy, settings, verification, secrets: [{ secret }] };
}

function changed(
  integration: Integration,
  fact: Exclude<RecordedDomainEvent<IntegrationEventTypes>, { type: 'IntegrationCreated' | 'IntegrationRemoved' }>,
): Integration {
  switch (fact.type) {
    case 'IntegrationChanged':
      return { ...integration, settings: { ...integration.settings, ...fact.data.changes } };
    case 'IntegrationPaused': {
      const { reason } = fact.data;
      return { ...integration, paused: reason === undefined ? {} : { reason } };
    }
    case 'IntegrationResumed': {
      const { paused: _paused, ...rest } = integration;
      return rest;
    }
    case 'IntegrationSecretRotated': {
      const { secret, previousUntil } = fact.data;
      const before = liveSecrets(integration, fact.metadata.recordedAt).map((old) => ({
        secret: old.secret,
        until: old.until !== undefined && old.until < previousUntil ? old.until : previousUntil,
      }));
      return { ...integration, secrets: [{ secret }, ...before] };
    }
    case 'IntegrationReencrypted': {
      const { secrets } = fact.data;
      return {
        ...integration,
        secrets: integration.secrets.map((live, index) => ({ ...live, secret: secrets[index] ?? live.secret })),
      };
    }
  }
}

/**
 * Why what comes in waits; undefined if it is processed. An integration whose mapping was redacted would record something
 * else than before, so it waits for another one.
 */
export function holdOf({ paused, settings }: Integration): { readonly reason?: string } | undefined {
  return hasRedacted(settings.mapping) ? { reason: REDACTED_MAPPING } : paused;
}

export const REDACTED_MAPPING =
  'Its mapping was redacted. What comes in waits until a change of the integration gives it another.';

/** @param now ISO instant */
export const liveSecrets = ({ secrets }: Integration, now: string): readonly LiveSecret[] =>
  secrets.filter(({ until }) => until === undefined || until > now);
