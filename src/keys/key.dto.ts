import { ArrayMinSize, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { type Scope, SCOPES } from '../access/access.events.js';
import { DayOrInstant, MAX_NAME, OneOf, Optional, Slug, Text } from '../validation/field-decorators.js';

const anyOf = `each of $property must be one of: ${SCOPES.join(', ')}.`;

export class NewKeyDto {
  @Slug() principal!: string;
  @Optional() @Text(MAX_NAME) name?: string;
  @IsIn([...SCOPES], { each: true, message: anyOf }) @ArrayUnique() @ArrayMinSize(1) @IsArray() scopes!: Scope[];
  /** A day means its beginning in UTC. */
  @Optional() @DayOrInstant() expiresAt?: string;
  @Optional() @Text(MAX_NAME) label?: string;
}

export class RevocationDto {
  @Optional() @Text() reason?: string;
}

export class PrincipalAmendedDto {
  @Text(MAX_NAME) name!: string;
}

export class KeyListQuery {
  @Optional() @Slug() principal?: string;
  @Optional() @OneOf(['active', 'expired', 'revoked']) status?: string;
}
