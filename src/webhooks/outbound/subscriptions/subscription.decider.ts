import type { Decider } from '../../../command-handling/decider.js';
import { isAsSeen } from '../../../command-handling/command-batch.js';
import {
  CommandRejectedError,
  NotFoundError,
  RevisionMismatchError,
  type RevisionPrecondition,
} from '../../../command-handling/errors.js';
import { isSameJson } from '../../../command-handling/registration.js';
import type { SealedText } from '../../../lib/secret-box.js';
import type {
  WebhookChanged,
  WebhookCreated,
  WebhookDeliveryAbandoned,
  WebhookDisabled,
  WebhookEvent,
  WebhookEventTypes,
  WebhookHandshakeFailed,
  WebhookPaused,
  WebhookReplayEnded,
  WebhookReplayStarted,
  WebhookResumed,
  WebhookSecretRotated,
} from './subscription.events.js';
import { requireNoHold } from './redacted-settings.js';
import { changedSettings, evolveWebhooks, noWebhooks, type Webhook, type WebhooksState } from './subscription.state.js';

/** The maximum number of webhooks of a ledger. */
export const MAX_WEBHOOKS = 200;
/** The maximum number of secrets of a webhook that sign at the same time. */
export const MAX_LIVE_SECRETS = 10;
/** The maximum number of replays of a webhook that run at the same time. */
export const MAX_REPLAYS = 3;

/**
 * What callers ask for, and what the dispatcher finds. A finding about an endpoint that was changed, paused or removed
 * meanwhile records nothing: `seen` is how often it was resumed, and its URL, when the attempt began.
 */
export type WebhookCommand = WebhookChange & {
  /** The revisions of the webhook that the caller accepts; −1 if it must not exist. Absent: any. */
  readonly expected?: RevisionPrecondition | undefined;
};

type WebhookChange =
  | ({ readonly command: 'create' } & WebhookCreated)
  | ({ readonly command: 'change' } & WebhookChanged)
  | ({ readonly command: 'pause' } & WebhookPaused)
  | ({ readonly command: 'resume' } & WebhookResumed)
  | ({ readonly command: 'rotate-secret'; readonly now: string } & WebhookSecretRotated)
  | { readonly command: 'handshake-passed'; readonly webhook: string; readonly seen: SeenEndpoint }
  | ({ readonly command: 'handshake-failed'; readonly seen: SeenEndpoint } & WebhookHandshakeFailed)
  | ({ readonly command: 'disable'; readonly seen: SeenEndpoint } & WebhookDisabled)
  | ({ readonly command: 'abandon' } & WebhookDeliveryAbandoned)
  | {
      readonly command: 'reencrypt';
      readonly webhook: string;
      readonly url: SealedText;
      readonly secrets: readonly SealedText[];
      /** The secrets that these take the place of. */
      readonly before: readonly SealedText[];
    }
  | ({ readonly command: 'start-replay' } & WebhookReplayStarted)
  | ({ readonly command: 'end-replay' } & WebhookReplayEnded)
  | { readonly command: 'remove'; readonly webhook: string };

/** The endpoint as it was when an attempt began. */
export interface SeenEndpoint {
  readonly resumed: number;
  readonly url: SealedText;
}

export const webhooksDecider: Decider<WebhooksState, WebhookCommand, WebhookEventTypes> = {
  initial: noWebhooks,
  evolve: evolveWebhooks,
  decide: (state, { expected, ...command }) => {
    const webhook = state.webhooks.get(command.webhook);
    const revision = webhook?.revision ?? -1;
    if (expected !== undefined && (webhook ?? command.command === 'create') && !isAsSeen(revision, expected)) {
      throw new RevisionMismatchError(expected, revision);
    }
    if (command.command === 'create') return create(state, command);
    if (!webhook) {
      if (isFinding(command)) return [];
      throw new NotFoundError('webhook', command.webhook);
    }
    return decideOn(webhook, command);
  },
};

const FINDINGS: ReadonlySet<string> = new Set([
  'handshake-passed',
  'handshake-failed',
  'disable',
  'abandon',
  'end-replay',
]);
const isFinding = ({ command }: WebhookChange): boolean => FINDINGS.has(command);

function create(
  { webhooks, removed }: WebhooksState,
  { command: _command, ...data }: Extract<WebhookChange, { command: 'create' }>,
): readonly WebhookEvent[] {
  const { webhook } = data;
  if (webhooks.has(webhook) || removed.has(webhook)) {
    const state = removed.has(webhook) ? 'was removed, and its id is not used again' : 'already exists';
    throw rejected('/id', 'id-taken', `The webhook "${webhook}" ${state}. Choose another id, or leave it out.`);
  }
  if (webhooks.size >= MAX_WEBHOOKS) {
    throw rejected('', 'too-many-webhooks', `A ledger has at most ${MAX_WEBHOOKS} webhooks. Remove one first.`);
  }
  return [{ type: 'WebhookCreated', data }];
}

function decideOn(webhook: Webhook, command: Exclude<WebhookChange, { command: 'create' }>): readonly WebhookEvent[] {
  switch (command.command) {
    case 'change': {
      const { webhook: id, changes } = command;
      if (isSameJson(webhook.settings, changedSettings(webhook.settings, changes))) return [];
      return [{ type: 'WebhookChanged', data: { webhook: id, changes } }];
    }
    case 'pause': {
      const { command: _command, ...data } = command;
      return webhook.paused ? [] : [{ type: 'WebhookPaused', data }];
    }
    case 'resume': {
      const { webhook: id, log } = command;
      requireNoHold(webhook);
      const isOff = webhook.paused ?? webhook.disabled ?? typeof webhook.agreement === 'object';
      return isOff || webhook.log !== log ? [{ type: 'WebhookResumed', data: { webhook: id, log } }] : [];
    }
    case 'rotate-secret': {
      const { command: _command, now, ...data } = command;
      const live = webhook.secrets.filter(({ until }) => until === undefined || until > now);
      if (live.length >= MAX_LIVE_SECRETS) {
        const message = `${live.length} secrets of this webhook still sign. Rotate again when the first of them has ended.`;
        throw rejected('', 'too-many-secrets', message);
      }
      return [{ type: 'WebhookSecretRotated', data }];
    }
    case 'handshake-passed':
      if (webhook.agreement !== 'pending' || !isEndpointAsSeen(webhook, command.seen)) return [];
      return [{ type: 'WebhookHandshakePassed', data: { webhook: command.webhook } }];
    case 'handshake-failed':
      if (webhook.agreement !== 'pending' || !isEndpointAsSeen(webhook, command.seen)) return [];
      return [{ type: 'WebhookHandshakeFailed', data: { webhook: command.webhook, reason: command.reason } }];
    case 'disable': {
      if (webhook.disabled || !isEndpointAsSeen(webhook, command.seen)) return [];
      const { webhook: id, because, detail } = command;
      return [{ type: 'WebhookDisabled', data: { webhook: id, because, detail } }];
    }
    case 'abandon': {
      const { command: _command, ...data } = command;
      return [{ type: 'WebhookDeliveryAbandoned', data }];
    }
    case 'reencrypt': {
      const { command: _command, before, ...data } = command;
      const isAsBefore = isSameJson(
        webhook.secrets.map(({ secret }) => secret),
        before,
      );
      return isAsBefore ? [{ type: 'WebhookReencrypted', data }] : [];
    }
    case 'start-replay': {
      const { command: _command, ...data } = command;
      requireNoHold(webhook);
      if (webhook.replays.length >= MAX_REPLAYS) {
        const message = `${MAX_REPLAYS} replays of this webhook are running, which is the maximum. Wait until one has ended, or cancel it.`;
        throw rejected('', 'too-many-replays', message);
      }
      return [{ type: 'WebhookReplayStarted', data }];
    }
    case 'end-replay': {
      const { command: _command, ...data } = command;
      const isRunning = webhook.replays.some(({ replay }) => replay === data.replay);
      return isRunning ? [{ type: 'WebhookReplayEnded', data }] : [];
    }
    case 'remove':
      return [{ type: 'WebhookRemoved', data: { webhook: command.webhook } }];
  }
}

const isEndpointAsSeen = ({ resumed, settings }: Webhook, seen: SeenEndpoint): boolean =>
  resumed === seen.resumed && settings.url.box === seen.url.box;

const rejected = (pointer: string, code: string, message: string): CommandRejectedError =>
  new CommandRejectedError([{ pointer, code, message }]);
