import { MaxLength, ValidateBy } from 'class-validator';
import { Describe, Digits, OneOf, Optional, Slug } from '../validation/field-decorators.js';
import { type Status, STATUSES } from '../domain/vocabulary.js';
import { storedType } from '../ledger/event-catalog.js';

const EventTypes = (): PropertyDecorator =>
  ValidateBy(
    {
      name: 'eventTypes',
      validator: { validate: (value) => namesIn(value).every((name) => storedType(name) !== undefined) },
    },
    { message: '$property must be one or more types of events, such as "claim.denied" or "ClaimDenied".' },
  );

export class EventFeedQuery {
  @Describe(
    'A cursor, to continue after it, or `beginning`. Default: the beginning for pages, the present for a stream.',
  )
  @Optional()
  @MaxLength(500)
  after?: string;
  @Describe('Maximum number of items of a page. Default: 50.')
  @Optional()
  @Digits(1, 200)
  limit?: string;
  @Describe('Only events on this claim: its id.')
  @Optional()
  @Slug()
  claim?: string;
  @Describe('Only events that concern this actor: its id.')
  @Optional()
  @Slug()
  actor?: string;
  @Describe('Only events on this narrative, and on the claims that it holds at the time of reading: its id.')
  @Optional()
  @Slug()
  narrative?: string;
  @Describe('Only events of these types; for changes of status, only those caused by such events.')
  @Optional()
  @EventTypes()
  type?: string | string[];
}

export class StatusFeedQuery extends EventFeedQuery {
  @Describe('Only changes from this status.')
  @Optional()
  @OneOf(STATUSES)
  from?: Status;
  @Describe('Only changes to this status.')
  @Optional()
  @OneOf(STATUSES)
  to?: Status;
  @Describe('`csv`: all changes from `after` to the present as CSV, without `limit`. Default: as `Accept` says.')
  @Optional()
  @OneOf(['json', 'csv'])
  format?: 'json' | 'csv';
}

/** Splits a feed's query into the start, the limit and the filters. */
export function splitFeedQuery<Query extends EventFeedQuery>({ after, limit, type, ...filter }: Query) {
  const types = type === undefined ? undefined : new Set(namesIn(type).map((name) => storedType(name) ?? name));
  return { after, limit: Number(limit ?? 50), filter: { ...filter, types } };
}

function namesIn(value: unknown): string[] {
  const texts: unknown[] = Array.isArray(value) ? value : [value];
  return texts.flatMap((text) => (typeof text === 'string' ? text.split(',') : [''])).map((name) => name.trim());
}
