import { redactedMember } from '../../event-log/redaction.js';
import { UnsealError } from '../../lib/secret-box.js';
import type { Format } from '../formats/notification.js';
import { laneName } from './dispatch/progress.js';
import type { LaneState } from './dispatch/state.js';
import { holdReason } from './subscriptions/redacted-settings.js';
import type { Webhook } from './subscriptions/subscription.state.js';
import type { WebhookProgress, WebhookStatus, WebhookView } from './subscriptions/webhook.views.js';
import type { WebhooksService } from './webhooks.service.js';

/** Formats of chats, whose URL is all that is needed to write there. */
const CHAT_FORMATS: ReadonlySet<Format> = new Set<Format>(['slack', 'discord', 'teams', 'mattermost']);

/** Describes webhooks without what is secret. */
export class WebhookViews {
  /** @param log the id of the log */
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly log: string,
  ) {}

  async of(webhooks: readonly Webhook[]): Promise<readonly WebhookView[]> {
    const states = new Map((await this.webhooks.states())?.map((state) => [state.lane, state]));
    const now = new Date().toISOString();
    return webhooks.map((webhook) => this.view(webhook, states, now));
  }

  private view(webhook: Webhook, states: ReadonlyMap<string, LaneState>, now: string): WebhookView {
    const { id, revision, settings, signature, secrets, abandoned, createdAt, createdBy, replays, disabled } = webhook;
    const { description, filter, order, payload, format, template, handshake } = settings;
    const reason = reasonOf(webhook, this.log);
    const state = states.get(id);
    return {
      id,
      revision,
      url: this.shownUrl(webhook),
      ...(description !== undefined && { description }),
      status: statusOf(webhook, this.log),
      ...(reason !== undefined && { reason }),
      ...(disabled && { disabledBecause: disabled.because }),
      filter,
      order,
      payload,
      format,
      ...(template !== undefined && { template }),
      handshake,
      signature,
      ...(signature === 'ed25519' && { publicKeys: this.publicKeys(webhook) }),
      secrets: secrets
        .filter(({ until }) => until === undefined || until > now)
        .map(({ until }) => (until === undefined ? {} : { until })),
      abandoned,
      createdAt,
      createdBy,
      ...redactedMember(webhook.redacted ?? []),
      ...(state && { progress: progressOf(state) }),
      replays: replays.map(({ replay, from, until, perSecond, startedAt }) => {
        const own = states.get(laneName(id, replay));
        return { id: replay, from, until, perSecond, startedAt, ...(own && { progress: progressOf(own) }) };
      }),
    };
  }

  /** The path of a chat's URL is what allows to write there. */
  private shownUrl(webhook: Webhook): string {
    try {
      const url = this.webhooks.url(webhook);
      return CHAT_FORMATS.has(webhook.settings.format) ? `${new URL(url).origin}/…` : url;
    } catch (error) {
      if (error instanceof UnsealError) return '';
      throw error;
    }
  }

  private publicKeys(webhook: Webhook): readonly string[] {
    try {
      return this.webhooks.publicKeys(webhook);
    } catch (error) {
      if (error instanceof UnsealError) return [];
      throw error;
    }
  }
}

function statusOf(webhook: Webhook, here: string): WebhookStatus {
  const { log, paused, disabled, agreement } = webhook;
  if (log !== here) return 'of-another-log';
  if (disabled) return 'disabled';
  if (paused ?? holdReason(webhook)) return 'paused';
  if (typeof agreement === 'object') return 'handshake-failed';
  return agreement === 'pending' ? 'awaiting-handshake' : 'active';
}

function reasonOf(webhook: Webhook, here: string): string | undefined {
  const { log, paused, disabled, agreement } = webhook;
  if (log !== here) return 'It was created in another log, of which this one is a copy. Resume it to send from here.';
  if (disabled) return disabled.detail;
  const onHold = holdReason(webhook);
  if (onHold !== undefined) return onHold;
  if (paused) return paused.reason;
  return typeof agreement === 'object' ? agreement.failed : undefined;
}

const progressOf = ({ lane: _lane, webhook: _webhook, replay: _replay, ...progress }: LaneState): WebhookProgress =>
  progress;
