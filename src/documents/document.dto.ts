import { Matches } from 'class-validator';
import { MAX_NAME } from '../validation/bounds.js';
import {
  Nullable,
  IsFuzzyTime,
  Language,
  Optional,
  Point,
  Slug,
  Text,
  TextList,
  WebUrl,
} from '../validation/field-decorators.js';
import { RefersTo } from '../validation/references.js';

const SHA256 = /^[0-9a-f]{64}$/;
const sha256Message = { message: '$property must be a SHA-256 digest: 64 lower-case hex digits.' };

export class DocumentRegisteredDto {
  @Slug() @RefersTo('actor') publisher!: string;
  @Optional() @WebUrl() url?: string;
  @Optional() @Text(MAX_NAME) title?: string;
  @Optional() @TextList() authors?: string[];
  @Optional() @IsFuzzyTime() publishedAt?: string;
  @Optional() @Point() retrievedAt?: string;
  @Optional() @Language() language?: string;
  @Optional() @Matches(SHA256, sha256Message) sha256?: string;
  @Optional() @WebUrl() archivedUrl?: string;
}

export class DocumentAmendedDto {
  @Optional() @Slug() @RefersTo('actor') publisher?: string;
  @Nullable() @WebUrl() url?: string | null;
  @Nullable() @Text(MAX_NAME) title?: string | null;
  @Nullable() @TextList() authors?: string[] | null;
  @Nullable() @IsFuzzyTime() publishedAt?: string | null;
  @Nullable() @Point() retrievedAt?: string | null;
  @Nullable() @Language() language?: string | null;
  @Nullable() @Matches(SHA256, sha256Message) sha256?: string | null;
  @Nullable() @WebUrl() archivedUrl?: string | null;
}
