import { MaxLength } from 'class-validator';
import { CommandRejectedError } from '../command-handling/errors.js';
import { Describe, Digits, OneOf, Optional, SlugsIn, Text } from '../validation/field-decorators.js';
import { validate } from '../validation/validate.js';
import { AsOfQuery, isAfter } from './as-of.js';
import { addLink } from './link-header.js';
import { BadRequestError } from './problem.js';
import type { Page, PageRequest } from '../read-model/pagination.js';
import type { FastifyReply, FastifyRequest } from 'fastify';

const Limit = (): PropertyDecorator => (target, property) => {
  Describe('Maximum number of items. Default: 50.')(target, property);
  Optional()(target, property);
  Digits(1, 200)(target, property);
};
const Cursor = (): PropertyDecorator => (target, property) => {
  Describe('`next` of the previous page; valid only for the same list with the same filters.')(target, property);
  Optional()(target, property);
  MaxLength(500)(target, property);
};

/** The parameters of every list. */
export class ListQuery extends AsOfQuery {
  @Limit()
  limit?: string;
  @Cursor()
  cursor?: string;
  @Describe('`csv`: all of the list as CSV, without `limit` and `cursor`. Default: as `Accept` says, else `json`.')
  @Optional()
  @OneOf(['json', 'csv'])
  format?: 'json' | 'csv';
}

/** The parameters of lists that have no past. */
export class PageQuery {
  @Limit()
  limit?: string;
  @Cursor()
  cursor?: string;
}

/** Splits the query of such a list into the page and the other parameters, which are the filters. */
export function splitPageQuery<Query extends PageQuery>({
  limit,
  cursor,
  ...filter
}: Query): {
  filter: Omit<Query, keyof PageQuery>;
  page: PageRequest;
} {
  return { filter, page: { limit: limit === undefined ? undefined : Number(limit), cursor } };
}

/** The most ids that one list takes. */
const MAX_IDS = 100;

/** The parameter of lists that leaves only what it names. */
export const OnlyIds = (): PropertyDecorator => (target, property) => {
  Describe(`Only those with these ids, separated by commas; at most ${MAX_IDS}. Ids that don't exist are left out.`)(
    target,
    property,
  );
  Optional()(target, property);
  SlugsIn(MAX_IDS)(target, property);
};

/** Which page of a list, as of which moment, and in which form. */
export interface ListRequest extends PageRequest {
  readonly now: string;
  readonly format: 'json' | 'csv' | undefined;
}

/** The parameter of lists that searches them; every word is the beginning of a word. */
export const SearchText =
  (texts: string): PropertyDecorator =>
  (target, property) => {
    Describe(
      `Words of ${texts}, or their beginnings, in any order; \`"a phrase"\`, \`-word\` for what must not occur, \`one OR other\`. Case, accents and spellings of one letter are the same.`,
    )(target, property);
    Optional()(target, property);
    Text(200)(target, property);
  };

/** Throws a `BadRequestError` that names each unknown or invalid parameter. */
export function readQuery<Query extends object>(dto: new () => Query, query: unknown): Query {
  try {
    validate(dto, query);
    return query as unknown as Query;
  } catch (error) {
    if (!(error instanceof CommandRejectedError)) throw error;
    throw new BadRequestError(`The query parameters are invalid. ${error.message}`, error.violations);
  }
}

/** Splits a list's query into the page, the moment, and the other parameters, which are the filters. */
export function splitQuery<Query extends ListQuery>(
  { limit, cursor, format, asOf, position, ...filter }: Query,
  now: string,
): { filter: Omit<Query, keyof ListQuery> & { readonly asOf?: string }; page: ListRequest } {
  const page = { limit: limit === undefined ? undefined : Number(limit), cursor, now, format };
  const isPast = asOf !== undefined && !isAfter(asOf, now);
  const isCut = isPast || position !== undefined || 'replay' in filter;
  return { filter: { ...filter, ...(isCut && { asOf: now }) }, page };
}

/**
 * Returns the page, and sets a `Link` header with the address of the next one (RFC 8288). Its cursor names the position
 * that this page includes, so that the next one is not read from a log that lost it.
 */
export function answerPage<Item>(request: FastifyRequest, reply: FastifyReply, page: Page<Item>): Page<Item> {
  const included = reply.getHeader('Ledger-Position');
  if (page.next === undefined || typeof included !== 'string') return page;
  const next = `${page.next}.${included}`;
  const url = new URL(request.url, 'http://ledger');
  url.searchParams.set('cursor', next);
  url.searchParams.delete('waitFor');
  addLink(reply, `<${url.pathname}${url.search}>; rel="next"`);
  return { ...page, next };
}
