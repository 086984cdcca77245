import { IsBoolean } from 'class-validator';
import { BASES, type Basis } from '../domain/vocabulary.js';
import { Describe, Optional, Slug, SlugList, WholeNumber, WordList } from '../validation/field-decorators.js';

/** More independent origins than any story has. */
const MAX_ORIGINS = 10;
/** A hundred years. */
const MAX_DAYS = 36_500;
const MAX_VERSION = 1_000_000;

export class PolicyDefinedDto {
  @WholeNumber(1, MAX_VERSION) version!: number;
  @WholeNumber(2, MAX_ORIGINS) independentOrigins!: number;
  @IsBoolean() unnamedSupport!: boolean;
  @Optional() @WordList(BASES, 1) denialBases?: Basis[];
  @IsBoolean() eyewitnessDisputes!: boolean;
  @IsBoolean() verdictsDecide!: boolean;
  @Optional() @SlugList(1) raters?: string[];
  @Optional() @WholeNumber(1, MAX_DAYS) searchGoodForDays?: number;
}

@Describe('A version of a policy. What it leaves out is as in `standard/1`.')
export class PolicyDefinitionDto {
  @Describe('The id of the policy, which its versions share; not that of a released policy.')
  @Slug()
  id!: string;
  @Describe('The version: one more than the last version of this policy, from 1.')
  @WholeNumber(1, MAX_VERSION)
  version!: number;
  @Describe('How many named origins, each independent of the others, corroborate a claim. Default: 2.')
  @Optional()
  @WholeNumber(2, MAX_ORIGINS)
  independentOrigins?: number;
  @Describe('Whether what rests only on unnamed sources supports a claim. Default: true.')
  @Optional()
  @IsBoolean()
  unnamedSupport?: boolean;
  @Describe('The bases on which a denial with standing counts. Default: any.')
  @Optional()
  @WordList(BASES, 1)
  denialBases?: Basis[];
  @Describe(
    'Whether one named origin who saw it, or has a recording, makes a denied or refuted claim disputed. Default: true.',
  )
  @Optional()
  @IsBoolean()
  eyewitnessDisputes?: boolean;
  @Describe('Whether verdicts decide. If not, they are only shown. Default: true.')
  @Optional()
  @IsBoolean()
  verdictsDecide?: boolean;
  @Describe('The ids of the actors whose verdicts decide. Default: all raters.')
  @Optional()
  @SlugList(1)
  raters?: string[];
  @Describe('For how many days a search without an end of its own is good. Default: until the next search.')
  @Optional()
  @WholeNumber(1, MAX_DAYS)
  searchGoodForDays?: number;
}
