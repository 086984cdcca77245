import { MaxLength } from 'class-validator';
import { Describe, Digits, Optional, Text } from '../../validation/field-decorators.js';

const SIDE =
  'a day, which means its end in UTC, an instant, a position, or `replay:<id>` for a finished replay of this instance.';

/** The parameters of a comparison. */
export class ComparisonQuery {
  @Describe(`The first side: ${SIDE}`)
  @Text(200)
  from!: string;
  @Describe(`The second side: ${SIDE} Default: now.`)
  @Optional()
  @Text(200)
  to?: string;
  @Describe('Maximum number of claims. Default: 50.')
  @Optional()
  @Digits(1, 200)
  limit?: string;
  @Describe('`next` of the previous page; valid only for the same two sides.')
  @Optional()
  @MaxLength(500)
  cursor?: string;
}
