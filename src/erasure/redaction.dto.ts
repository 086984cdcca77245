import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsString,
  Matches,
  MaxLength,
  ValidateBy,
} from 'class-validator';
import { POINTER } from '../redactions/redaction.event-types.js';
import { MAX_LIST, MAX_NAME } from '../validation/bounds.js';
import {
  Describe,
  ForeignRef,
  LogPosition,
  Offset,
  OneOf,
  Optional,
  Text,
  WholeNumber,
} from '../validation/field-decorators.js';
import { lettersOf, MIN_LETTERS } from './search/sought-texts.js';

@Describe('The event to redact, by `entry` or by `stream` and `revision`, and why.')
export class RedactionRequestDto {
  @Describe('The entry, `claim/entry`.')
  @Optional()
  @ForeignRef()
  entry?: string;
  @Describe(
    'The stream of the event, such as `actor-tass`: of a claim, an actor, a document, a narrative or a delivery, or `access`, `webhooks` or `integrations`.',
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
  @Describe('Why it is rejected. It is published, so it must not say what was to be redacted.')
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

const MAX_TEXTS = 20;
const MAX_SOUGHT = 200;

/** The values aren't repeated: they would be in the response, and in what a client logs of it. */
const HasLetters = (): PropertyDecorator =>
  ValidateBy(
    {
      name: 'hasLetters',
      validator: { validate: (value) => typeof value !== 'string' || lettersOf(value) >= MIN_LETTERS },
    },
    { each: true, message: `$property must have at least ${MIN_LETTERS} letters or digits.` },
  );

@Describe('Texts to find in the log.')
export class MentionSearchDto {
  @Describe(
    'An event is found if it has one of these. Case, accents, punctuation and white space make no difference; a text may begin and end within a word.',
  )
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_TEXTS)
  @IsString({ each: true })
  @MaxLength(MAX_SOUGHT, { each: true })
  @HasLetters()
  texts!: string[];
  @Describe('Continue after this position: `next` of the page before.')
  @Optional()
  @LogPosition()
  after?: string;
  @Describe('Maximum number of events. Default: 50.')
  @Optional()
  @WholeNumber(1, 200)
  limit?: number;
  @Describe('Only events of which something that has a text can be redacted. Default: false.')
  @Optional()
  @IsBoolean()
  redactable?: boolean;
}
