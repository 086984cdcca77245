import type { RecordedDomainEvent } from '../../../domain/domain-event.js';
import { type RedactionView, withRedactionsOf } from '../../../event-log/redaction.js';
import type { SealedText } from '../../../lib/secret-box.js';
import type {
  DisabledBecause,
  Signature,
  WebhookChanged,
  WebhookEventTypes,
  WebhookReplayStarted,
  WebhookSettings,
} from './subscription.events.js';

/** A secret that signs, until an instant if a newer one has taken its place. */
export interface LiveSecret {
  readonly secret: SealedText;
  readonly until?: string;
}

/** Where sending begins. */
export interface StartingPoint {
  /** What follows this position is sent, 20 digits. */
  readonly position: string;
  /** When that began, if it is where the webhook was created or resumed; absent for a position that was given. */
  readonly at?: string;
}

/** A replay that hasn't ended. */
export type RunningReplay = Omit<WebhookReplayStarted, 'webhook'> & { readonly startedAt: string };

/** A webhook, with all that decides whether and how it is sent to. */
export interface Webhook {
  readonly id: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly settings: WebhookSettings;
  readonly signature: Signature;
  /** The newest first. */
  readonly secrets: readonly LiveSecret[];
  readonly log: string;
  readonly start: StartingPoint;
  readonly paused?: { readonly reason?: string };
  readonly disabled?: { readonly because: DisabledBecause; readonly detail: string; readonly at: string };
  /** `pending` until the receiver agreed or refused. */
  readonly agreement: 'not-required' | 'pending' | 'passed' | { readonly failed: string };
  readonly replays: readonly RunningReplay[];
  /** How many deliveries were abandoned. */
  readonly abandoned: number;
  /**
   * The revision of the stream at which its settings, its secrets or its status last changed. Deliveries that were given
   * up, replays and another encryption don't count.
   */
  readonly revision: number;
  /** How often it was resumed: what was due later is due immediately after that. */
  readonly resumed: number;
  readonly redacted?: readonly RedactionView[];
}

/** The webhooks that exist, in the order of their creation, and the ids of those that were removed. */
export interface WebhooksState {
  readonly webhooks: ReadonlyMap<string, Webhook>;
  readonly removed: ReadonlySet<string>;
}

export const noWebhooks = (): WebhooksState => ({ webhooks: new Map(), removed: new Set() });

/** Settings after a change. */
export function changedSettings(settings: WebhookSettings, changes: WebhookChanged['changes']): WebhookSettings {
  const merged = Object.entries({ ...settings, ...changes }).filter(([, value]) => value !== null);
  return Object.fromEntries(merged) as unknown as WebhookSettings;
}

export function evolveWebhooks(state: WebhooksState, fact: RecordedDomainEvent<WebhookEventTypes>): WebhooksState {
  const webhooks = new Map(state.webhooks);
  const id = fact.data.webhook;
  if (fact.type === 'WebhookRemoved') {
    webhooks.delete(id);
    return { webhooks, removed: new Set(state.removed).add(id) };
  }
  const known = webhooks.get(id);
  const next = fact.type === 'WebhookCreated' ? created(fact) : known && changed(known, fact);
  if (next) {
    const shown = withRedactionsOf(fact, next);
    webhooks.set(id, WITHOUT_REVISION.has(fact.type) ? shown : { ...shown, revision: fact.revision });
  }
  return { webhooks, removed: state.removed };
}

const WITHOUT_REVISION: ReadonlySet<string> = new Set<keyof WebhookEventTypes>([
  'WebhookDeliveryAbandoned',
  'WebhookReencrypted',
  'WebhookReplayStarted',
  'WebhookReplayEnded',
]);

type Fact<Type extends keyof WebhookEventTypes> = Extract<RecordedDomainEvent<WebhookEventTypes>, { type: Type }>;

function created({ data, metadata, position, revision }: Fact<'WebhookCreated'>): Webhook {
  const { webhook: id, log, from, signature, secret, ...settings } = data;
  return {
    id,
    createdAt: metadata.recordedAt,
    createdBy: metadata.recordedBy,
    settings,
    signature,
    secrets: [{ secret }],
    log,
    start: from === undefined ? { position, at: metadata.recordedAt } : { position: from },
    agreement: settings.handshake === 'none' ? 'not-required' : 'pending',
    replays: [],
    abandoned: 0,
    revision,
    resumed: 0,
  };
}

type Change = Exclude<keyof WebhookEventTypes, 'WebhookCreated' | 'WebhookRemoved'>;

function changed(webhook: Webhook, fact: Fact<Change>): Webhook {
  const { data, metadata } = fact;
  switch (fact.type) {
    case 'WebhookChanged':
      return withSettings(webhook, fact.data.changes);
    case 'WebhookPaused':
      return { ...webhook, paused: { ...('reason' in data && { reason: data.reason }) } };
    case 'WebhookResumed':
      return resumed(webhook, fact);
    case 'WebhookSecretRotated': {
      const { secret, previousUntil } = fact.data;
      const before = webhook.secrets
        .filter(({ until }) => until === undefined || until > metadata.recordedAt)
        .map((old) => ({ secret: old.secret, until: earlier(old.until, previousUntil) }));
      return { ...webhook, secrets: [{ secret }, ...before] };
    }
    case 'WebhookHandshakePassed':
      return { ...webhook, agreement: 'passed' };
    case 'WebhookHandshakeFailed':
      return { ...webhook, agreement: { failed: fact.data.reason } };
    case 'WebhookDisabled': {
      const { because, detail } = fact.data;
      return { ...webhook, disabled: { because, detail, at: metadata.recordedAt } };
    }
    case 'WebhookDeliveryAbandoned':
      return { ...webhook, abandoned: webhook.abandoned + 1 };
    case 'WebhookReencrypted': {
      const { url, secrets } = fact.data;
      return {
        ...webhook,
        settings: { ...webhook.settings, url },
        secrets: webhook.secrets.map((live, index) => ({ ...live, secret: secrets[index] ?? live.secret })),
      };
    }
    case 'WebhookReplayStarted': {
      const { webhook: _webhook, ...replay } = fact.data;
      return { ...webhook, replays: [...webhook.replays, { ...replay, startedAt: metadata.recordedAt }] };
    }
    case 'WebhookReplayEnded':
      return { ...webhook, replays: webhook.replays.filter(({ replay }) => replay !== fact.data.replay) };
  }
}

/** Another address must agree itself. */
function withSettings(webhook: Webhook, changes: WebhookChanged['changes']): Webhook {
  const settings = changedSettings(webhook.settings, changes);
  if (settings.handshake === 'none') return { ...webhook, settings, agreement: 'not-required' };
  const isOther = 'url' in changes || settings.handshake !== webhook.settings.handshake;
  return { ...webhook, settings, agreement: isOther ? 'pending' : webhook.agreement };
}

function resumed(webhook: Webhook, { data, metadata, position }: Fact<'WebhookResumed'>): Webhook {
  const { paused: _paused, disabled: _disabled, ...rest } = webhook;
  const agreement = typeof webhook.agreement === 'object' ? 'pending' : webhook.agreement;
  const start = webhook.log === data.log ? webhook.start : { position, at: metadata.recordedAt };
  const replays = webhook.log === data.log ? webhook.replays : [];
  return { ...rest, log: data.log, start, replays, agreement, resumed: webhook.resumed + 1 };
}

const earlier = (one: string | undefined, other: string): string => (one !== undefined && one < other ? one : other);
