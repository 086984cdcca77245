import { MAX_RATE, type Scope, SCOPES } from '../access/access.events.js';
import { PageQuery } from '../http/list-query.js';
import { MAX_NAME } from '../validation/bounds.js';
import {
  Describe,
  DayOrInstant,
  OneOf,
  Optional,
  Slug,
  Text,
  WholeNumber,
  WordList,
} from '../validation/field-decorators.js';

@Describe('A key to create.')
export class NewKeyDto {
  @Describe('The id of the principal. A new one is registered.')
  @Slug()
  principal!: string;
  @Describe('The name of a new principal. Default: its id.')
  @Optional()
  @Text(MAX_NAME)
  name?: string;
  @Describe('What the key allows.')
  @WordList(SCOPES, 1)
  scopes!: Scope[];
  @Describe('When the key expires; a day means its beginning in UTC. Default: never.')
  @Optional()
  @DayOrInstant()
  expiresAt?: string;
  @Describe('How many requests may be made with the key per minute. Default: as the server is set.')
  @Optional()
  @WholeNumber(1, MAX_RATE)
  ratePerMinute?: number;
  @Describe('What the key is for.')
  @Optional()
  @Text(MAX_NAME)
  label?: string;
}

@Describe('The revocation of a key.')
export class RevocationDto {
  @Describe('Why the key is revoked.')
  @Optional()
  @Text()
  reason?: string;
}

@Describe('Renames the principal.')
export class PrincipalAmendedDto {
  @Describe('The new name.')
  @Text(MAX_NAME)
  name!: string;
}

export class KeyListQuery extends PageQuery {
  @Describe('Only keys of this principal: its id.')
  @Optional()
  @Slug()
  principal?: string;
  @Describe('Only keys with this status.')
  @Optional()
  @OneOf(['active', 'expired', 'revoked'])
  status?: string;
}

@Describe('The key to log in with.')
export class SessionDto {
  @Describe('The key.')
  @Text(MAX_NAME)
  key!: string;
}
