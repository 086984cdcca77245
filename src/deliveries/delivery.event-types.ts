import { ArrayMaxSize, IsArray, IsObject, IsString, Matches, MaxLength } from 'class-validator';
import type { EventSchemas } from '../validation/event-definition.js';
import { MAX_TEXT } from '../validation/bounds.js';
import { FreeText } from '../validation/free-text.js';
import { Nested, NestedList, Offset, OneOf, Optional, Slug, Text, TextList } from '../validation/field-decorators.js';
import { BODY_ENCODINGS, type DeliveryEventTypes } from './delivery.events.js';

/** Longer than any event. */
const MAX_BODY_TEXT = 60_000;

class StoredReceiptDto {
  @Slug() integration!: string;
  @Text(200) name!: string;
  @FreeText() @IsString() @MaxLength(MAX_TEXT) contentType!: string;
  @FreeText() @IsObject() headers!: object;
  @Offset() size!: number;
  @FreeText() @Matches(/^[0-9a-f]{64}$/, { message: '$property must be a SHA-256 in hex.' }) digest!: string;
  @OneOf(BODY_ENCODINGS) encoding!: string;
  @FreeText() @IsString() @MaxLength(MAX_BODY_TEXT) body!: string;
}

class StoredContinuationDto {
  @FreeText() @IsString() @MaxLength(MAX_BODY_TEXT) body!: string;
}

class StoredRecordDto {
  @Offset() commands!: number;
  @Offset() unchanged!: number;
  @FreeText(false) @TextList() claims!: string[];
  @FreeText(false) @TextList() entries!: string[];
  @FreeText(false) @Optional() @Text(100) position?: string;
}

class StoredProcessingDto {
  @Nested(() => StoredRecordDto) recorded!: object;
}

class StoredViolationDto {
  @FreeText() @IsString() @MaxLength(MAX_TEXT) pointer!: string;
  @FreeText(false) @Text() code!: string;
  @Text() message!: string;
}

class StoredFailureDto extends StoredProcessingDto {
  @Text() message!: string;
  @Optional() @Offset() command?: number;
  @Optional() @IsArray() @ArrayMaxSize(10) @NestedList(() => StoredViolationDto) errors?: object[];
}

class StoredRetryDto {
  @Offset() attempts!: number;
}

class StoredDropDto {
  @Text() reason!: string;
}

/** The events of the stream of a delivery. The ledger creates their data itself, so they have no corresponding commands. */
export const DELIVERY_EVENTS: EventSchemas<keyof DeliveryEventTypes> = {
  registration: 'DeliveryReceived',
  types: {
    DeliveryReceived: { dto: StoredReceiptDto },
    DeliveryContinued: { dto: StoredContinuationDto },
    DeliveryProcessed: { dto: StoredProcessingDto },
    DeliveryFailed: { dto: StoredFailureDto },
    DeliveryRetried: { dto: StoredRetryDto },
    DeliveryDropped: { dto: StoredDropDto },
  },
};
