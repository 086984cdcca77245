import { MAX_NAME } from '../validation/bounds.js';
import { Nullable, Point, OneOf, Optional, Slug, Text, TextList } from '../validation/field-decorators.js';
import { RefersTo } from '../validation/references.js';
import { ACTOR_KINDS } from '../domain/vocabulary.js';

export class ActorRegisteredDto {
  @OneOf(ACTOR_KINDS) kind!: string;
  @Text(MAX_NAME) name!: string;
  @TextList() aliases!: string[];
  @Optional() @Text(MAX_NAME) description?: string;
  @Optional() @Slug() @RefersTo('actor') outlet?: string;
}

export class ActorAmendedDto {
  @Optional() @OneOf(ACTOR_KINDS) kind?: string;
  @Optional() @Text(MAX_NAME) name?: string;
  @Optional() @TextList() aliases?: string[];
  @Nullable() @Text(MAX_NAME) description?: string | null;
  @Nullable() @Slug() @RefersTo('actor') outlet?: string | null;
}

export class MandateRecordedDto {
  @Slug() mandate!: string;
  @Slug() @RefersTo('actor') speaksFor!: string;
  @Optional() @Point() from?: string;
  @Optional() @Point() until?: string;
  @Optional() @Slug() @RefersTo('document') document?: string;
}

export class ActorLinkedDto {
  @Slug() @RefersTo('actor') other!: string;
}

export class ActorUnlinkedDto extends ActorLinkedDto {}

export class MandateVoidedDto {
  @Slug() mandate!: string;
  @Text() reason!: string;
}
