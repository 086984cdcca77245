import type { SecretBox } from '../../../lib/secret-box.js';
import type { AttemptOutcome, DeliveryClient } from '../../delivery/delivery-client.js';
import type { Formatter } from '../../formats/formatter.js';
import { FormatError, type Notification } from '../../formats/notification.js';
import { signedHeaders } from '../../signing/sign.js';
import type { Webhook } from '../subscriptions/subscription.state.js';
import { openEndpoint, OpenedTexts } from './endpoint.js';
import { type Agreement, agreementIn, optionsRequest } from './handshake.js';
import { challengeEvent, testEvent } from './own-events.js';

/** How an attempt ended; with `format`, nothing was sent, since the body couldn't be made. */
export type SendOutcome =
  AttemptOutcome | { readonly kind: 'format'; readonly message: string; readonly durationMs: 0 };

/** The outcome of a test, and the id of its event. */
export interface TestResult {
  readonly id: string;
  readonly outcome: SendOutcome;
}

export interface SenderSettings {
  /** The id of the log. */
  readonly log: string;
  /** The name of this sender in handshakes: that of a host. */
  readonly origin: string;
}

/** Makes, signs and sends what one webhook is sent. */
export class Sender {
  private readonly opened: OpenedTexts;

  constructor(
    private readonly client: Pick<DeliveryClient, 'send'>,
    private readonly formatter: Pick<Formatter, 'format'>,
    box: SecretBox,
    private readonly settings: SenderSettings,
    private readonly clock: () => number,
  ) {
    this.opened = new OpenedTexts(box);
  }

  /** Throws an `UnsealError` if the webhook was sealed with a key that isn't there. */
  async send(
    webhook: Webhook,
    notification: Notification,
    headers: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<SendOutcome> {
    const { url, secrets } = openEndpoint(webhook, this.opened, this.now());
    const { format, template } = webhook.settings;
    try {
      const { contentType, body } = await this.formatter.format(format, notification, {
        ...(template !== undefined && { template }),
      });
      const { id } = notification.event;
      const timestamp = Math.floor(this.clock() / 1_000);
      const signed = signedHeaders({ id, timestamp, body, secrets });
      return await this.client.send(
        { url, headers: { 'content-type': contentType, ...headers, ...signed }, body },
        signal,
      );
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      return { kind: 'format', message: error.message, durationMs: 0 };
    }
  }

  /** One attempt with an event that says that it is a test. */
  async test(webhook: Webhook, signal?: AbortSignal): Promise<TestResult> {
    const event = testEvent(this.settings.log, webhook.id, this.now());
    const outcome = await this.send(webhook, { event, headline: event.data.message }, {}, signal);
    return { id: event.id, outcome };
  }

  /** Asks the receiver once whether it agrees. Throws an `UnsealError`. */
  async shakeHands(webhook: Webhook, signal?: AbortSignal): Promise<Agreement> {
    const { handshake } = webhook.settings;
    const { log, origin } = this.settings;
    const event = challengeEvent(log, webhook.id, this.now());
    const expected = { origin, challenge: event.data.challenge };
    if (handshake === 'options') {
      const { url } = openEndpoint(webhook, this.opened, this.now());
      return agreementIn(handshake, await this.client.send(optionsRequest(url, origin), signal), expected);
    }
    const asCloudEvent: Webhook = { ...webhook, settings: { ...webhook.settings, format: 'cloudevents' } };
    const notification = { event, headline: 'The receiver agrees by returning the challenge.' };
    const outcome = await this.send(asCloudEvent, notification, {}, signal);
    if (outcome.kind === 'format') return { kind: 'unknown', reason: outcome.message };
    return agreementIn(handshake, outcome, expected);
  }

  private now(): string {
    return new Date(this.clock()).toISOString();
  }
}
