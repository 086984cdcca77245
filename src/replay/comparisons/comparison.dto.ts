import { MaxLength } from 'class-validator';
import { ScenarioDto } from '../../http/scenario-query.js';
import {
  Describe,
  Digits,
  ExactlyOneOf,
  Nested,
  OneOf,
  Optional,
  Slug,
  SlugList,
  Text,
} from '../../validation/field-decorators.js';

const SIDE =
  'a day, which means its end in UTC, an instant, a position, or `replay:<id>` for a finished replay of this instance.';

export const COMPARISON_ORDERS = ['ascending', 'descending'] as const;
export type ComparisonOrder = (typeof COMPARISON_ORDERS)[number];

export const COMPARISON_PARTS = ['changed', 'new'] as const;
export type ComparisonPart = (typeof COMPARISON_PARTS)[number];

/** The body of a comparison of some claims. */
@Describe('Two scenarios, and the claims to compare under them.')
export class ComparisonDto {
  @Describe('The scenario of the first side. Default: the present, under the policy of the ledger.')
  @Optional()
  @Nested(() => ScenarioDto)
  from?: ScenarioDto;
  @Describe('The scenario of the second side. Default: the present, under the policy of the ledger.')
  @Optional()
  @Nested(() => ScenarioDto)
  to?: ScenarioDto;
  @Describe('The claims to compare: their ids.')
  @SlugList(1)
  @ExactlyOneOf('claims', 'narrative')
  claims?: string[];
  @Describe('The narrative whose claims to compare: its id. The claims are those at the later moment of the two sides.')
  @Optional()
  @Slug()
  narrative?: string;
}

/** The parameters of a comparison. */
export class ComparisonQuery {
  @Describe(`The first side: ${SIDE}`)
  @Text(200)
  from!: string;
  @Describe(`The second side: ${SIDE} Default: now.`)
  @Optional()
  @Text(200)
  to?: string;
  @Describe('Only claims in this narrative at the later moment of the two sides: its id.')
  @Optional()
  @Slug()
  narrative?: string;
  @Describe(
    'Between two moments: `ascending` lists the claims in the order in which they changed first, `descending` begins with the one that changed last. Default: `ascending`.',
  )
  @Optional()
  @OneOf(COMPARISON_ORDERS)
  order?: ComparisonOrder;
  @Describe(
    'Between two moments: `changed` lists only claims whose status, rule or rating changed after they were registered, `new` only those that were registered in between. Default: both.',
  )
  @Optional()
  @OneOf(COMPARISON_PARTS)
  only?: ComparisonPart;
  @Describe('Maximum number of claims. Default: 50.')
  @Optional()
  @Digits(1, 200)
  limit?: string;
  @Describe('`next` of the previous page; valid only for the same two sides, narrative, order and `only`.')
  @Optional()
  @MaxLength(500)
  cursor?: string;
  @Describe(
    '`ndjson`, `csv`, `markdown`: all of the comparison, without `limit` and `cursor`. Default: as `Accept` says, else `json`.',
  )
  @Optional()
  @OneOf(['json', 'ndjson', 'csv', 'markdown'])
  format?: 'json' | 'ndjson' | 'csv' | 'markdown';
}
