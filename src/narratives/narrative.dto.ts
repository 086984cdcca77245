import { Nullable, MAX_NAME, Optional, Slug, Text } from '../validation/field-decorators.js';
import type { DtoClass } from '../validation/dto-class.js';
import type { NarrativeEvent } from './narrative.events.js';

export class NarrativeRegisteredDto {
  @Text(MAX_NAME) title!: string;
  @Optional() @Text() summary?: string;
}

export class NarrativeAmendedDto {
  @Optional() @Text(MAX_NAME) title?: string;
  @Nullable() @Text() summary?: string | null;
}

export class NarrativeClaimDto {
  @Slug() claim!: string;
}

/** How an event of each type is checked. */
export const NARRATIVE_DTOS: Record<NarrativeEvent['type'], DtoClass> = {
  NarrativeRegistered: NarrativeRegisteredDto,
  NarrativeAmended: NarrativeAmendedDto,
  NarrativeClaimAdded: NarrativeClaimDto,
  NarrativeClaimRemoved: NarrativeClaimDto,
};
