import { MAX_NAME } from '../validation/bounds.js';
import { Nullable, Optional, Slug, Text } from '../validation/field-decorators.js';

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
