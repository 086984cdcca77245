import {
  Nullable,
  IsFuzzyTime,
  Language,
  OneOf,
  Optional,
  Slug,
  SlugList,
  Text,
  TopicList,
} from '../validation/field-decorators.js';
import { CLAIM_KINDS, RELATIONS } from '../domain/vocabulary.js';

const MAX_CLAIM_TEXT = 1_000;

export class ClaimRegisteredDto {
  @Slug() id!: string;
  @Text(MAX_CLAIM_TEXT) text!: string;
  @Language() language!: string;
  @OneOf(CLAIM_KINDS) kind!: string;
  @Optional() @Slug() holder?: string;
  @Optional() @IsFuzzyTime() due?: string;
  @SlugList() about!: string[];
  @TopicList() topics!: string[];
}

export class ClaimAmendedDto {
  @Slug() id!: string;
  @Optional() @Text(MAX_CLAIM_TEXT) text?: string;
  @Optional() @Language() language?: string;
  @Optional() @OneOf(CLAIM_KINDS) kind?: string;
  @Nullable() @Slug() holder?: string | null;
  @Nullable() @IsFuzzyTime() due?: string | null;
  @Optional() @SlugList() about?: string[];
  @Optional() @TopicList() topics?: string[];
}

export class ClaimLinkedDto {
  @Slug() id!: string;
  @OneOf(RELATIONS) relation!: string;
  @Slug() other!: string;
}

export class EntryVoidedDto {
  @Slug() id!: string;
  @Slug() voids!: string;
  @Text() reason!: string;
  @Optional() @Slug() replacement?: string;
}
