import { IsObject, ValidateBy } from 'class-validator';
import { hasRedacted } from '../../../event-log/redaction.js';
import type { EventSchemas } from '../../../validation/event-definition.js';
import { MAX_NAME } from '../../../validation/bounds.js';
import {
  DayOrInstant,
  Nested,
  NestedList,
  OneOf,
  Optional,
  Slug,
  Text,
  WordList,
} from '../../../validation/field-decorators.js';
import { FreeTextExcept } from '../../../validation/free-text.js';
import { SealedTextDto } from '../../signing/sealed-text.dto.js';
import { VERIFICATIONS } from '../door/door.js';
import { INTEGRATION_SCOPES, type IntegrationEventTypes } from './integration.events.js';
import { mappingProblem } from '../mapping/mapping.js';

/** A mapping, of which something may have been redacted. */
const StoredMapping = (): PropertyDecorator => (target, property) => {
  const isMapping = (value: unknown): boolean => hasRedacted(value) || mappingProblem(value) === undefined;
  ValidateBy(
    { name: 'mapping', validator: { validate: isMapping } },
    { message: ({ value }) => mappingProblem(value) ?? '' },
  )(target, property);
  IsObject()(target, property);
  FreeTextExcept('kind', 'language')(target, property);
};

class OfIntegrationDto {
  @Slug() integration!: string;
}
class StoredIntegrationDto extends OfIntegrationDto {
  @Text(MAX_NAME) name!: string;
  @OneOf(VERIFICATIONS) verification!: string;
  @StoredMapping() mapping!: object;
  @WordList(INTEGRATION_SCOPES, 1) scopes!: string[];
  @Nested(() => SealedTextDto) secret!: object;
}
class StoredIntegrationChangesDto {
  @Optional() @Text(MAX_NAME) name?: string;
  @Optional() @StoredMapping() mapping?: object;
  @Optional() @WordList(INTEGRATION_SCOPES, 1) scopes?: string[];
}
class StoredIntegrationChangeDto extends OfIntegrationDto {
  @Nested(() => StoredIntegrationChangesDto) changes!: object;
}
class StoredIntegrationPauseDto extends OfIntegrationDto {
  @Optional() @Text() reason?: string;
}
class StoredIntegrationRotationDto extends OfIntegrationDto {
  @Nested(() => SealedTextDto) secret!: object;
  @DayOrInstant() previousUntil!: string;
}
class StoredIntegrationReencryptionDto extends OfIntegrationDto {
  @NestedList(() => SealedTextDto) secrets!: object[];
}

/** The events of the stream `integrations`. The ledger creates their data itself, so they have no corresponding commands. */
export const INTEGRATION_EVENTS: EventSchemas<keyof IntegrationEventTypes> = {
  registration: 'IntegrationCreated',
  types: {
    IntegrationCreated: { dto: StoredIntegrationDto },
    IntegrationChanged: { dto: StoredIntegrationChangeDto },
    IntegrationPaused: { dto: StoredIntegrationPauseDto },
    IntegrationResumed: { dto: OfIntegrationDto },
    IntegrationSecretRotated: { dto: StoredIntegrationRotationDto },
    IntegrationReencrypted: { dto: StoredIntegrationReencryptionDto },
    IntegrationRemoved: { dto: OfIntegrationDto },
  },
};
