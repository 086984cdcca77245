import { IsIn, Matches } from 'class-validator';
import type { EventSchemas } from '../validation/event-definition.js';
import { MAX_NAME } from '../validation/bounds.js';
import { DayOrInstant, Optional, Slug, Text, WholeNumber, WordList } from '../validation/field-decorators.js';
import { type AccessEventTypes, MAX_RATE, SCOPES } from './access.events.js';

const KeyId = (): PropertyDecorator => Matches(/^[0-9a-f]{12}$/, { message: '$property must be the id of a key.' });

class StoredPrincipalDto {
  @Slug() principal!: string;
  @Text(MAX_NAME) name!: string;
}

class StoredKeyDto {
  @KeyId() key!: string;
  @Slug() principal!: string;
  @WordList(SCOPES, 1) scopes!: string[];
  @Optional() @IsIn([2], { message: '$property must be 2.' }) scopesVersion?: number;
  @Matches(/^[0-9a-f]{64}$/, { message: '$property must be a SHA-256 digest.' }) secretHash!: string;
  @Optional() @DayOrInstant() expiresAt?: string;
  @Optional() @WholeNumber(1, MAX_RATE) ratePerMinute?: number;
  @Optional() @Text(MAX_NAME) label?: string;
}

class StoredRevocationDto {
  @KeyId() key!: string;
  @Optional() @Text() reason?: string;
}

class StoredUseDto {
  @KeyId() key!: string;
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: '$property must be a day.' }) on!: string;
}

/** The events of the stream `access`. The ledger creates their data itself, so they have no corresponding commands. */
export const ACCESS_EVENTS: EventSchemas<keyof AccessEventTypes> = {
  registration: 'PrincipalRegistered',
  types: {
    PrincipalRegistered: { dto: StoredPrincipalDto },
    PrincipalAmended: { dto: StoredPrincipalDto },
    KeyCreated: { dto: StoredKeyDto },
    KeyRevoked: { dto: StoredRevocationDto },
    KeyUsed: { dto: StoredUseDto },
  },
};
