import { MAX_NAME } from '../validation/bounds.js';
import { Nullable, Optional, Slug, Text } from '../validation/field-decorators.js';
import { RefersTo } from '../validation/references.js';

export class NarrativeRegisteredDto {
  @Text(MAX_NAME) title!: string;
  @Optional() @Text() summary?: string;
}

export class NarrativeAmendedDto {
  @Optional() @Text(MAX_NAME) title?: string;
  @Nullable() @Text() summary?: string | null;
}

export class NarrativeClaimDto {
  @Slug() @RefersTo('claim') claim!: string;
}
