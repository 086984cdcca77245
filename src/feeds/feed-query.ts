import { MaxLength, ValidateBy } from 'class-validator';
import { Digits, OneOf, Optional, Slug } from '../validation/field-decorators.js';
import { type Status, STATUSES } from '../domain/vocabulary.js';
import { storedType } from '../ledger/event-catalog.js';

const EventTypes = (): PropertyDecorator =>
  ValidateBy({
    name: 'eventTypes',
    validator: {
      validate: (value) => namesIn(value).every((name) => storedType(name) !== undefined),
      defaultMessage: () => '$property must be one or more types of events, such as "claim.denied" or "ClaimDenied".',
    },
  });

export class EventFeedQuery {
  /** Go on behind this place, or `beginning`; without it, pages begin at the beginning, and a stream with what comes. */
  @Optional() @MaxLength(500) after?: string;
  /** Of pages only. */
  @Optional() @Digits(1, 200) limit?: string;
  @Optional() @Slug() claim?: string;
  @Optional() @Slug() actor?: string;
  @Optional() @Slug() narrative?: string;
  /** One or several: repeated, or with commas between. */
  @Optional() @EventTypes() type?: string | string[];
}

export class StatusFeedQuery extends EventFeedQuery {
  @Optional() @OneOf(STATUSES) from?: Status;
  @Optional() @OneOf(STATUSES) to?: Status;
}

/** Where to begin and what is wanted. */
export function splitFeedQuery<Query extends EventFeedQuery>({ after, limit, type, ...filter }: Query) {
  const types = type === undefined ? undefined : new Set(namesIn(type).map((name) => storedType(name) ?? name));
  return { after, limit: Number(limit ?? 50), filter: { ...filter, types } };
}

function namesIn(value: unknown): string[] {
  const texts: unknown[] = Array.isArray(value) ? value : [value];
  return texts.flatMap((text) => (typeof text === 'string' ? text.split(',') : [''])).map((name) => name.trim());
}
