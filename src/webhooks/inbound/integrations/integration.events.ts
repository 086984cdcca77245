import type { Scope } from '../../../access/access.events.js';
import type { DomainEvent } from '../../../domain/domain-event.js';
import type { SealedText } from '../../../lib/secret-box.js';
import type { Verification } from '../door/door.js';
import type { Mapping } from '../mapping/mapping.js';

export const INTEGRATION_SCOPES = ['record', 'rate'] as const satisfies readonly Scope[];
/** What an integration may record: everything except verdicts, or verdicts. */
export type IntegrationScope = (typeof INTEGRATION_SCOPES)[number];

/** What an integration does with what comes in. */
export interface IntegrationSettings {
  readonly name: string;
  /** From a payload to commands. */
  readonly mapping: Mapping;
  readonly scopes: readonly IntegrationScope[];
}

export interface IntegrationCreated extends IntegrationSettings {
  readonly integration: string;
  /** How senders show that they may send. It never changes: secrets of one kind are of no use for another. */
  readonly verification: Verification;
  /** Encrypted. */
  readonly secret: SealedText;
}

/** Changes the settings that it has. */
export interface IntegrationChanged {
  readonly integration: string;
  readonly changes: Partial<IntegrationSettings>;
}

/** What comes in is accepted, and waits. */
export interface IntegrationPaused {
  readonly integration: string;
  readonly reason?: string;
}

/** What waits is processed. */
export interface IntegrationResumed {
  readonly integration: string;
}

export interface IntegrationSecretRotated {
  readonly integration: string;
  readonly secret: SealedText;
  /** Until this instant, the secrets before this one are accepted, too. */
  readonly previousUntil: string;
}

/** Secrets are encrypted with another key. */
export interface IntegrationReencrypted {
  readonly integration: string;
  /** The newest first. */
  readonly secrets: readonly SealedText[];
}

/** Nothing is accepted any more. */
export interface IntegrationRemoved {
  readonly integration: string;
}

export interface IntegrationEventTypes {
  IntegrationCreated: IntegrationCreated;
  IntegrationChanged: IntegrationChanged;
  IntegrationPaused: IntegrationPaused;
  IntegrationResumed: IntegrationResumed;
  IntegrationSecretRotated: IntegrationSecretRotated;
  IntegrationReencrypted: IntegrationReencrypted;
  IntegrationRemoved: IntegrationRemoved;
}
export type IntegrationEvent = DomainEvent<IntegrationEventTypes>;

/** There are few integrations, and a delivery needs the current secrets of one: they share one stream. */
export const INTEGRATIONS_STREAM = 'integrations';
