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
import { RefersTo } from '../validation/references.js';
import { CLAIM_KINDS, RELATIONS } from '../domain/vocabulary.js';

const MAX_CLAIM_TEXT = 1_000;

export class ClaimRegisteredDto {
  @Slug() id!: string;
  @Text(MAX_CLAIM_TEXT) text!: string;
  @Language() language!: string;
  @OneOf(CLAIM_KINDS) kind!: string;
  @Optional() @Slug() @RefersTo('actor') holder?: string;
  @Optional() @IsFuzzyTime() due?: string;
  @SlugList() @RefersTo('actor') about!: string[];
  @TopicList() topics!: string[];
}

export class ClaimAmendedDto {
  @Slug() id!: string;
  @Optional() @Text(MAX_CLAIM_TEXT) text?: string;
  @Optional() @Language() language?: string;
  @Optional() @OneOf(CLAIM_KINDS) kind?: string;
  @Nullable() @Slug() @RefersTo('actor') holder?: string | null;
  @Nullable() @IsFuzzyTime() due?: string | null;
  @Optional() @SlugList() @RefersTo('actor') about?: string[];
  @Optional() @TopicList() topics?: string[];
}

export class ClaimLinkedDto {
  @Slug() id!: string;
  @OneOf(RELATIONS) relation!: string;
  @Slug() @RefersTo('claim') other!: string;
}

export class EntryVoidedDto {
  @Slug() id!: string;
  @Slug() @RefersTo('entry') voids!: string;
  @Text() reason!: string;
  @Optional() @Slug() @RefersTo('entry') replacement?: string;
}
