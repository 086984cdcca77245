import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, Matches } from 'class-validator';
import { POINTER } from '../redactions/redaction.event-types.js';
import { MAX_LIST, MAX_NAME } from '../validation/bounds.js';
import { Describe, ForeignRef, Offset, OneOf, Optional, Text } from '../validation/field-decorators.js';

@Describe('The event to redact, by `entry` or by `stream` and `revision`, and why.')
export class RedactionRequestDto {
  @Describe('The entry, `claim/entry`.')
  @Optional()
  @ForeignRef()
  entry?: string;
  @Describe(
    'The stream of the event, such as `actor-tass`: of a claim, an actor, a document, a narrative, a delivery, or `access`.',
  )
  @Optional()
  @Text(200)
  stream?: string;
  @Describe('The number of the event in its stream, from 0.')
  @Optional()
  @Offset()
  revision?: number;
  @Describe(
    'JSON Pointers to the fields of its data to replace, such as `/quote/text`. Default: every text and URL of the event.',
  )
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_LIST)
  @IsString({ each: true })
  @Matches(POINTER, { each: true, message: '$property must be JSON Pointers, such as /quote/text.' })
  fields?: string[];
  @Describe('Why. It is published with the redaction, so it must not say what is redacted.')
  @Text(MAX_NAME)
  reason!: string;
  @Describe('Who ordered it, or by which law. It is published with the redaction.')
  @Text(MAX_NAME)
  authority!: string;
}

@Describe('The rejection of a request, or its withdrawal.')
export class RedactionRejectionDto {
  @Describe('Why it is rejected.')
  @Optional()
  @Text(MAX_NAME)
  reason?: string;
}

export class RedactionListQuery {
  @Describe('Only redactions with this status.')
  @Optional()
  @OneOf(['requested', 'redacted', 'rejected'])
  status?: string;
}
