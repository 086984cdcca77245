import { IsObject, IsString, MaxLength, ValidateBy } from 'class-validator';
import { MAX_NAME } from '../../../validation/bounds.js';
import { Describe, Digits, ExactlyOneOf, OneOf, Optional, Slug, Text } from '../../../validation/field-decorators.js';
import { DELIVERY_STATUSES, type DeliveryStatus } from '../../../deliveries/delivery.decider.js';
import { MAX_DELIVERY_BYTES } from '../door/delivery-door.js';
import { IsMapping } from '../integrations/integration.dto.js';
import type { Mapping } from '../mapping/mapping.js';

export class InboundDeliveriesQuery {
  @Describe('Only deliveries in this state.')
  @Optional()
  @OneOf(DELIVERY_STATUSES)
  status?: DeliveryStatus;
  @Describe('Maximum number of items. Default: 50.')
  @Optional()
  @Digits(1, 200)
  limit?: string;
  @Describe('`next` of the previous page.')
  @Optional()
  @MaxLength(500)
  cursor?: string;
}

@Describe('Drops a delivery.')
export class DropDto {
  @Describe('Why nothing more is recorded of it.')
  @Text(MAX_NAME)
  reason!: string;
}

const AnyJson = (): PropertyDecorator =>
  ValidateBy({ name: 'anyJson', validator: { validate: () => true } }, { message: '$property must be JSON.' });

const HeaderTexts = (): PropertyDecorator => (target, property) => {
  ValidateBy(
    {
      name: 'headerTexts',
      validator: {
        validate: (value) => Object.values((value ?? {}) as object).every((text) => typeof text === 'string'),
      },
    },
    { message: '$property must have text for each header.' },
  )(target, property);
  IsObject()(target, property);
};

@Describe('A payload to try: one that was delivered, a JSON value, or a text.')
export class TryDto {
  @Describe('The id of a delivery.') @ExactlyOneOf('delivery', 'payload', 'text') @Slug() delivery?: string;
  @Describe('The payload as JSON.') @Optional() @AnyJson() payload?: unknown;
  @Describe('The payload as text, such as NDJSON or a page with markup.')
  @Optional()
  @IsString()
  @MaxLength(MAX_DELIVERY_BYTES)
  text?: string;
  @Describe('The media type of the payload or the text. Default: `application/json`.')
  @Optional()
  @Text(200)
  contentType?: string;
  @Describe('Headers that the mapping reads, by name, for a payload or a text.')
  @Optional()
  @HeaderTexts()
  headers?: Record<string, string>;
  @Describe('A mapping to try in place of that of the integration.')
  @Optional()
  @IsMapping()
  mapping?: Mapping;
}
