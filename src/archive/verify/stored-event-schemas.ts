import { ArrayMinSize, ArrayUnique, IsArray, IsIn, Matches } from 'class-validator';
import { type AccessEvent, SCOPES } from '../../access/access.events.js';
import { ACTOR_DTOS } from '../../actors/actor.dto.js';
import { ENTRY_DTOS } from '../../claims/claim.dto.js';
import { DOCUMENT_DTOS } from '../../documents/document.dto.js';
import { NARRATIVE_DTOS } from '../../narratives/narrative.dto.js';
import type { AggregateType } from '../../domain/domain-event.js';
import { DayOrInstant, MAX_NAME, Optional, Slug, Text } from '../../validation/field-decorators.js';
import type { DtoClass } from '../../validation/dto-class.js';

const KeyId = (): PropertyDecorator => Matches(/^[0-9a-f]{12}$/, { message: '$property must be the id of a key.' });

class StoredPrincipalDto {
  @Slug() principal!: string;
  @Text(MAX_NAME) name!: string;
}

class StoredKeyDto {
  @KeyId() key!: string;
  @Slug() principal!: string;
  @IsIn([...SCOPES], { each: true }) @ArrayUnique() @ArrayMinSize(1) @IsArray() scopes!: string[];
  @Matches(/^[0-9a-f]{64}$/) secretHash!: string;
  @Optional() @DayOrInstant() expiresAt?: string;
  @Optional() @Text(MAX_NAME) label?: string;
}

class StoredRevocationDto {
  @KeyId() key!: string;
  @Optional() @Text() reason?: string;
}

class StoredUseDto {
  @KeyId() key!: string;
  @Matches(/^\d{4}-\d\d-\d\d$/) on!: string;
}

/** How the data of events about access are checked: the ledger makes these itself, so no command has their shape. */
export const ACCESS_SHAPES: Record<AccessEvent['type'], DtoClass> = {
  PrincipalRegistered: StoredPrincipalDto,
  PrincipalAmended: StoredPrincipalDto,
  KeyCreated: StoredKeyDto,
  KeyRevoked: StoredRevocationDto,
  KeyUsed: StoredUseDto,
};

/** How the data of all other events are checked: as the command was that each was recorded by. */
export const NOUN_SHAPES: Readonly<Record<AggregateType, Readonly<Record<string, DtoClass>>>> = {
  actor: ACTOR_DTOS,
  document: DOCUMENT_DTOS,
  claim: ENTRY_DTOS,
  narrative: NARRATIVE_DTOS,
};

/** What each stream of a noun begins with, and holds only there. */
export const REGISTRATIONS: Readonly<Record<AggregateType, string>> = {
  actor: 'ActorRegistered',
  document: 'DocumentRegistered',
  claim: 'ClaimRegistered',
  narrative: 'NarrativeRegistered',
};
