import { Matches } from 'class-validator';
import { CLAIM_KINDS, type ClaimKind, type Status, STATUSES } from '../../../domain/vocabulary.js';
import type { EventSchemas } from '../../../validation/event-definition.js';
import { MAX_NAME, MAX_TEXT } from '../../../validation/bounds.js';
import {
  DayOrInstant,
  Describe,
  Nested,
  NestedList,
  Nullable,
  OneOf,
  Optional,
  Slug,
  SlugList,
  Text,
  TextList,
  TopicList,
  WholeNumber,
  WordList,
} from '../../../validation/field-decorators.js';
import { FreeText } from '../../../validation/free-text.js';
import { FORMATS } from '../../formats/notification.js';
import { SealedTextDto } from '../../signing/sealed-text.dto.js';
import {
  DISABLED_BECAUSE,
  HANDSHAKES,
  ORDERS,
  PAYLOADS,
  SIGNATURES,
  type WebhookEventTypes,
} from './subscription.events.js';

/** A replay sends at most this many events in a second. */
export const MAX_PER_SECOND = 1_000;

const Position = (): PropertyDecorator => Matches(/^\d{20}$/, { message: '$property must be a position.' });
const Uuid = (): PropertyDecorator =>
  Matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { message: '$property must be a UUID in lower case.' });

@Describe(
  'What is sent. An event must match every list that is given; of a list, one item suffices. Without lists, everything is sent.',
)
export class WebhookFilterDto {
  @Describe(
    'Types of events, as feeds name them. `claim.status-changed` is a change of the verification status. Default: all; with `to` or `outOf`, `claim.status-changed`.',
  )
  @Optional()
  @FreeText(false)
  @TextList(100)
  types?: string[];
  @Describe('Ids of claims: events and changes that concern them.')
  @Optional()
  @SlugList(1)
  claims?: string[];
  @Describe('Ids of actors: their acts and those on their behalf, and changes of claims on which they had spoken.')
  @Optional()
  @SlugList(1)
  actors?: string[];
  @Describe('Ids of narratives: their events, and those of the claims that they hold at the time.')
  @Optional()
  @SlugList(1)
  narratives?: string[];
  @Describe('Topics of claims. Only events of claims match.')
  @Optional()
  @TopicList()
  topics?: string[];
  @Describe('Kinds of claims. Only events of claims match.')
  @Optional()
  @WordList(CLAIM_KINDS, 1)
  kinds?: ClaimKind[];
  @Describe('Of changes of status, only those to one of these.')
  @Optional()
  @WordList(STATUSES, 1)
  to?: Status[];
  @Describe('Of changes of status, only those from one of these to another.')
  @Optional()
  @WordList(STATUSES, 1)
  outOf?: Status[];
}

class StoredSettingsDto {
  @Nested(() => SealedTextDto) url!: object;
  @Optional() @Text(MAX_NAME) description?: string;
  @Nested(() => WebhookFilterDto) filter!: object;
  @OneOf(ORDERS) order!: string;
  @OneOf(PAYLOADS) payload!: string;
  @OneOf(FORMATS) format!: string;
  @Optional() @Text(MAX_TEXT) template?: string;
  @OneOf(HANDSHAKES) handshake!: string;
}

class StoredWebhookDto extends StoredSettingsDto {
  @Slug() webhook!: string;
  @Uuid() log!: string;
  @Optional() @Position() from?: string;
  @OneOf(SIGNATURES) signature!: string;
  @Nested(() => SealedTextDto) secret!: object;
}

class StoredChangesDto {
  @Optional() @Nested(() => SealedTextDto) url?: object;
  @Nullable() @Text(MAX_NAME) description?: string | null;
  @Optional() @Nested(() => WebhookFilterDto) filter?: object;
  @Optional() @OneOf(ORDERS) order?: string;
  @Optional() @OneOf(PAYLOADS) payload?: string;
  @Optional() @OneOf(FORMATS) format?: string;
  @Nullable() @Text(MAX_TEXT) template?: string | null;
  @Optional() @OneOf(HANDSHAKES) handshake?: string;
}

class OfWebhookDto {
  @Slug() webhook!: string;
}
class StoredChangeDto extends OfWebhookDto {
  @Nested(() => StoredChangesDto) changes!: object;
}
class StoredPauseDto extends OfWebhookDto {
  @Optional() @Text() reason?: string;
}
class StoredResumptionDto extends OfWebhookDto {
  @Uuid() log!: string;
}
class StoredRotationDto extends OfWebhookDto {
  @Nested(() => SealedTextDto) secret!: object;
  @DayOrInstant() previousUntil!: string;
}
class StoredHandshakeFailureDto extends OfWebhookDto {
  @Text() reason!: string;
}
class StoredDisablingDto extends OfWebhookDto {
  @OneOf(DISABLED_BECAUSE) because!: string;
  @Text() detail!: string;
}
class StoredAbandonmentDto extends OfWebhookDto {
  @Uuid() delivery!: string;
  @Text() detail!: string;
}
class StoredReencryptionDto extends OfWebhookDto {
  @Nested(() => SealedTextDto) url!: object;
  @NestedList(() => SealedTextDto) secrets!: object[];
}
class StoredReplayDto extends OfWebhookDto {
  @Slug() replay!: string;
  @Position() from!: string;
  @Position() until!: string;
  @WholeNumber(1, MAX_PER_SECOND) perSecond!: number;
}
class StoredReplayEndDto extends OfWebhookDto {
  @Slug() replay!: string;
  @OneOf(['finished', 'cancelled']) outcome!: string;
}

/** The events of the stream `webhooks`. The ledger creates their data itself, so they have no corresponding commands. */
export const WEBHOOK_EVENTS: EventSchemas<keyof WebhookEventTypes> = {
  registration: 'WebhookCreated',
  types: {
    WebhookCreated: { dto: StoredWebhookDto },
    WebhookChanged: { dto: StoredChangeDto },
    WebhookPaused: { dto: StoredPauseDto },
    WebhookResumed: { dto: StoredResumptionDto },
    WebhookSecretRotated: { dto: StoredRotationDto },
    WebhookHandshakePassed: { dto: OfWebhookDto },
    WebhookHandshakeFailed: { dto: StoredHandshakeFailureDto },
    WebhookDisabled: { dto: StoredDisablingDto },
    WebhookDeliveryAbandoned: { dto: StoredAbandonmentDto },
    WebhookReencrypted: { dto: StoredReencryptionDto },
    WebhookReplayStarted: { dto: StoredReplayDto },
    WebhookReplayEnded: { dto: StoredReplayEndDto },
    WebhookRemoved: { dto: OfWebhookDto },
  },
};
