import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, Matches, MaxLength } from 'class-validator';
import { MAX_LIST, MAX_NAME } from '../validation/bounds.js';
import type { EventSchemas, PublishedEventSchema } from '../validation/event-definition.js';
import { Nested, Offset, Optional, Text } from '../validation/field-decorators.js';
import type { RedactionEventTypes } from './redaction.events.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const Uuid = (): PropertyDecorator => Matches(UUID, { message: '$property must be a UUID in lower case.' });

/** The form of a JSON Pointer. */
export const POINTER = /^(?:\/(?:[^~/]|~[01])*)+$/;
/** The longest field name and the number of an item. */
const MAX_POINTER = 200;

class StoredTargetDto {
  @Text(MAX_NAME) stream!: string;
  @Offset() revision!: number;
  @Uuid() event!: string;
  @Text(MAX_NAME) type!: string;
}

class StoredRequestDto {
  @Uuid() redaction!: string;
  @Nested(() => StoredTargetDto) target!: object;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_LIST)
  @IsString({ each: true })
  @MaxLength(MAX_POINTER, { each: true })
  @Matches(POINTER, { each: true, message: '$property must be JSON Pointers.' })
  fields!: string[];
  @Text(MAX_NAME) reason!: string;
  @Text(MAX_NAME) authority!: string;
}

class StoredRejectionDto {
  @Uuid() redaction!: string;
  @Optional() @Text(MAX_NAME) reason?: string;
}

class StoredRedactionDto extends StoredRequestDto {
  @Matches(/^[0-9a-f]{64}$/, { message: '$property must be a SHA-256 in hex.' }) digest!: string;
}

/** The events of the stream `redactions`. The ledger creates their data itself, so they have no corresponding commands. */
export const REDACTION_EVENTS: EventSchemas<keyof RedactionEventTypes> = {
  registration: 'RedactionRequested',
  types: {
    RedactionRequested: { dto: StoredRequestDto },
    RedactionRejected: { dto: StoredRejectionDto },
    EntryRedacted: { dto: StoredRedactionDto },
  },
};

/** The one that feeds publish, so that those who follow the ledger can redact their copies. */
export const ENTRY_REDACTED_EVENT: PublishedEventSchema = { dto: StoredRedactionDto, wireName: 'entry.redacted' };
