import { MAX_NAME, MAX_URL } from '../../../validation/bounds.js';
import {
  Describe,
  Digits,
  Nested,
  Nullable,
  OneOf,
  Optional,
  Slug,
  Text,
  WholeNumber,
} from '../../../validation/field-decorators.js';
import { MAX_EXPRESSION_LENGTH } from '../../expressions/expressions.js';
import { type Format, FORMATS } from '../../formats/notification.js';
import {
  type Handshake,
  HANDSHAKES,
  type Order,
  ORDERS,
  type Payload,
  PAYLOADS,
  type Signature,
  SIGNATURES,
} from './subscription.events.js';
import { MAX_PER_SECOND, WebhookFilterDto } from './subscription.event-types.js';

const URL_ABOUT = 'Where to send: an `https` address. That of a chat is a secret, and is not shown again.';
const ORDER_ABOUT =
  '`parallel`: in the order of the log, several at a time. `ordered-per-claim`: of one claim, one after the other; a delivery that fails holds back only later ones of its own claim. Default: `parallel`.';
const PAYLOAD_ABOUT = '`thin`: without `data`, with a `dataref` where they can be read. Default: `full`.';
const FORMAT_ABOUT = 'The form of the body. Default: `cloudevents`.';
const TEMPLATE_ABOUT = 'For the format `template`: a JSONata expression that makes the body of the CloudEvent.';
const HANDSHAKE_ABOUT =
  'How the receiver agrees before the first delivery: `options` as CloudEvents define it, `challenge`, or `none`, which the format `cloudevents` does not allow. Default: `options`; for other formats, `none`.';

/** What a new webhook and a change of one can say alike. */
class WebhookFieldsDto {
  @Describe('What is sent, in place of the filter before. Default: everything.')
  @Optional()
  @Nested(() => WebhookFilterDto)
  filter?: WebhookFilterDto;
  @Describe(ORDER_ABOUT) @Optional() @OneOf(ORDERS) order?: Order;
  @Describe(PAYLOAD_ABOUT) @Optional() @OneOf(PAYLOADS) payload?: Payload;
  @Describe(FORMAT_ABOUT) @Optional() @OneOf(FORMATS) format?: Format;
  @Describe(HANDSHAKE_ABOUT) @Optional() @OneOf(HANDSHAKES) handshake?: Handshake;
}

@Describe('A webhook to create.')
export class NewWebhookDto extends WebhookFieldsDto {
  @Describe('The id of the webhook. Default: one that the ledger generates.')
  @Optional()
  @Slug()
  id?: string;
  @Describe(URL_ABOUT)
  @Text(MAX_URL)
  url!: string;
  @Describe('What it is for.')
  @Optional()
  @Text(MAX_NAME)
  description?: string;
  @Describe(TEMPLATE_ABOUT) @Optional() @Text(MAX_EXPRESSION_LENGTH) template?: string;
  @Describe(
    '`hmac`: the receiver verifies with the same secret. `ed25519`: with a public key, which `GET` shows. Default: `hmac`.',
  )
  @Optional()
  @OneOf(SIGNATURES)
  signature?: Signature;
  @Describe('A position, as in the header `Ledger-Position`: what follows it is sent. Default: the present.')
  @Optional()
  @Text(100)
  from?: string;
}

@Describe(
  'Changes of a webhook. What is left out stays; null removes a field. Another URL must agree before it is sent to.',
)
export class WebhookChangesDto extends WebhookFieldsDto {
  @Describe(URL_ABOUT) @Optional() @Text(MAX_URL) url?: string;
  @Describe('What it is for.') @Nullable() @Text(MAX_NAME) description?: string | null;
  @Describe(TEMPLATE_ABOUT) @Nullable() @Text(MAX_EXPRESSION_LENGTH) template?: string | null;
}

@Describe('Pauses a webhook.')
export class PauseDto {
  @Describe('Why.')
  @Optional()
  @Text()
  reason?: string;
}

/** A week. */
const MAX_GRACE_HOURS = 168;
export const DEFAULT_GRACE_HOURS = 24;

@Describe('A new secret for a webhook.')
export class RotationDto {
  @Describe('For how many hours the secret before still signs, too. Default: 24.')
  @Optional()
  @WholeNumber(0, MAX_GRACE_HOURS)
  graceHours?: number;
}

@Describe('Deliveries to make again.')
export class RedeliveryDto {
  @Describe('The `webhook-id` of one delivery. Default: all that failed and are not due any more.')
  @Optional()
  @Text(100)
  delivery?: string;
}

export const DEFAULT_PER_SECOND = 10;

@Describe('History to send again.')
export class WebhookReplayDto {
  @Describe(
    'What follows this is sent: a position, as in the header `Ledger-Position`, or an instant of recorded time. Default: everything.',
  )
  @Optional()
  @Text(100)
  from?: string;
  @Describe('The maximum number of events in a second. Default: 10.')
  @Optional()
  @WholeNumber(1, MAX_PER_SECOND)
  perSecond?: number;
}

export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;

export class DeliveriesQuery {
  @Describe('Only deliveries in this state.')
  @Optional()
  @OneOf(DELIVERY_STATES)
  status?: (typeof DELIVERY_STATES)[number];
  @Describe('Maximum number of items. Default: 50.')
  @Optional()
  @Digits(1, 200)
  limit?: string;
  @Describe('`next` of the previous page.')
  @Optional()
  @Text(200)
  cursor?: string;
}
