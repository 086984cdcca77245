import { IsBoolean } from 'class-validator';
import { MAX_NAME } from '../validation/bounds.js';
import {
  ExactlyOneOf,
  IsFuzzyTime,
  GreaterThan,
  Language,
  DayOrInstant,
  Nested,
  NestedList,
  Offset,
  OneOf,
  Optional,
  Ref,
  RefList,
  RequiresFields,
  Slug,
  SlugList,
  Text,
  WebUrl,
} from '../validation/field-decorators.js';
import { RefersTo } from '../validation/references.js';
import {
  AUTHENTICITIES,
  BASES,
  BEARINGS,
  CITATION_USES,
  EXTENTS,
  FORECAST_OUTCOMES,
  RATINGS,
  REACTIONS,
  SEARCH_OUTCOMES,
  TAKES_BACK,
} from '../domain/vocabulary.js';

export class CitationDto {
  @OneOf(CITATION_USES) use!: string;
  @Ref() @ExactlyOneOf('entry', 'actor', 'document') @RefersTo('act') entry?: string;
  @Optional() @Slug() @RefersTo('actor') actor?: string;
  @Optional() @Slug() @RefersTo('document') document?: string;
  @Optional() @IsBoolean() translated?: boolean;
}

export class WordingDto {
  @Text() text!: string;
  @Language() language!: string;
}

class QuotePositionDto {
  @Offset() start!: number;
  @GreaterThan('start') @Offset() end!: number;
}

export class QuoteDto {
  @Text() text!: string;
  @Optional() @Nested(() => QuotePositionDto) position?: QuotePositionDto;
}

class InterpretedDto {
  @Ref() @ExactlyOneOf('entry', 'document') @RefersTo('act') entry?: string;
  @Optional() @Slug() @RefersTo('document') document?: string;
}

/** The fields that every act in the world can have. */
export class ActDto {
  @Slug() id!: string;
  @SlugList(1) @RefersTo('actor') by!: string[];
  @Optional() @SlugList() @RefersTo('actor') onBehalfOf?: string[];
  @Optional() @IsFuzzyTime() occurredAt?: string;
  @Optional() @RefList() @RefersTo('act') after?: string[];
  @Optional() @Slug() @RefersTo('document') document?: string;
  @Optional() @Nested(() => QuoteDto) quote?: QuoteDto;
  @Optional() @NestedList(() => CitationDto) cites?: CitationDto[];
  @Optional() @Nested(() => WordingDto) wording?: WordingDto;
  @Optional() @Text(MAX_NAME) capacity?: string;
  @Optional() @OneOf(BASES) basis?: string;
}

/** An assertion or a report. */
@RequiresFields('basis')
export class ActWithBasisDto extends ActDto {}

export class InterpretationDto extends ActDto {
  @Nested(() => InterpretedDto) interprets!: InterpretedDto;
}

/** Questions the claim, or the one entry that `of` names. */
export class QuestionDto extends ActDto {
  @Optional() @Ref() @RefersTo('act') of?: string;
  @Optional() @OneOf(EXTENTS) extent?: string;
}

/** Confirms or denies the claim, or the one entry that `of` names. */
@RequiresFields('basis')
export class StanceDto extends QuestionDto {}

/** A retraction, an apology or a correction: `takesBack` says how much of the entry it retracts. */
export class RetractingActDto extends ActDto {
  @Ref() @RefersTo('act') of!: string;
  @OneOf(TAKES_BACK) takesBack!: string;
}

@RequiresFields('wording')
export class RewordingDto extends RetractingActDto {
  @Optional() @Slug() @RefersTo('claim') replacementClaim?: string;
}

export class ReactionDto extends ActDto {
  @OneOf(REACTIONS) reaction!: string;
  @Optional() @Ref() @RefersTo('act') of?: string;
}

export class SearchDto extends ActDto {
  @OneOf(SEARCH_OUTCOMES) outcome!: string;
  @Optional() @Text(MAX_NAME) where?: string;
  @Optional() @Text(MAX_NAME) query?: string;
  @Optional() @SlugList() @RefersTo('actor') asked?: string[];
  @Optional() @DayOrInstant() goodUntil?: string;
}

@RequiresFields('document')
export class EvidenceDto extends ActDto {
  @OneOf(BEARINGS) bearing!: string;
  @IsBoolean() primary!: boolean;
  @OneOf(AUTHENTICITIES) authenticity!: string;
  @Optional() @Ref() @RefersTo('act') of?: string;
}

export class VerdictDto extends ActDto {
  @OneOf(RATINGS) rating!: string;
  @Optional() @Text(MAX_NAME) label?: string;
  @Optional() @WebUrl() reviewUrl?: string;
  @Optional() @Text() rationale?: string;
}

export class VerdictWithdrawnDto extends ActDto {
  @Ref() @RefersTo('verdict') of!: string;
}

@RequiresFields('document')
export class ForecastResolvedDto extends ActDto {
  @OneOf(FORECAST_OUTCOMES) outcome!: string;
}
