import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseDayOrInstant } from '../domain/fuzzy-time.js';
import { positionNumber } from '../event-log/position.js';
import { parsePublicPosition } from '../event-log/public-position.js';
import type { CurrentReadModel } from '../read-model/current-read-model.js';
import { DayOrInstant, Describe, LogPosition, Optional } from '../validation/field-decorators.js';
import { addLink } from './link-header.js';
import type { RouteDescription } from './openapi.decorators.js';
import { BadRequestError } from './problem.js';
import { addVary } from './vary.js';

/** What HTTP caches may keep: nothing that is recorded later changes the response. A day, as this program may. */
const UNCHANGING = 'max-age=86400, immutable';

/** The parameters of every read that also answers about the past: at most one of them cuts the log. */
export class AsOfQuery {
  @Describe(
    'As the ledger knew it then, instead of now: an instant, or a day, which means its end in UTC, or now if that is earlier.',
  )
  @Optional()
  @DayOrInstant()
  asOf?: string;
  @Describe(
    'As the ledger knew it when it had recorded the event at this position, instead of now. Events with the same recorded time are known together.',
  )
  @Optional()
  @LogPosition()
  position?: string;
}

/** Whether the route's reads can be as of a moment in the past. */
export const answersAboutPast = ({ query }: Pick<RouteDescription, 'query'>): boolean =>
  query === AsOfQuery || query?.prototype instanceof AsOfQuery;

/** The names of all parameters that cut the log. */
const CUTS = ['asOf', 'position', 'revision', 'replay'] as const;
type Cuts = AsOfQuery & { readonly revision?: string | undefined; readonly replay?: string | undefined };

/** Return the moment of a revision, and of a replay, on routes that take one. */
interface CutMoments {
  readonly revision?: (revision: number) => string | undefined;
  readonly replay?: (id: string) => string;
}

/** The cut as the query or `Accept-Datetime` spells it, for messages; undefined for the present. */
export function cutIn(query: Cuts, request?: Pick<FastifyRequest, 'headers'>): string | undefined {
  if (query.asOf !== undefined) return query.asOf;
  const cut = CUTS.find((name) => query[name] !== undefined);
  if (cut) return `${cut} ${query[cut] ?? ''}`;
  const negotiated = request?.headers['accept-datetime']?.toString() ?? '';
  return Date.parse(negotiated) < Date.now() ? negotiated : undefined;
}

type KnownUntil = Pick<CurrentReadModel, 'now' | 'readModel'>;

/**
 * The moment as of which to answer, an ISO instant in UTC: the one at which the query or `Accept-Datetime` cuts the log,
 * which the headers of the response then repeat, or now, which a day that hasn't ended also means. Throws a `BadRequestError` for a moment in the future, and for
 * several cuts.
 */
export function momentOf(
  current: KnownUntil & Pick<CurrentReadModel, 'isComplete'>,
  reply: FastifyReply,
  query: Cuts,
  moments: CutMoments = {},
): string {
  addVary(reply, 'Accept-Datetime');
  const now = current.now();
  const cut = cutOf({ now: () => now, readModel: current.readModel }, query, moments);
  if (query.asOf !== undefined && isAfter(query.asOf, now)) return now;
  const negotiated = cut === undefined ? acceptedDatetime(reply.request, now) : undefined;
  const at = cut ?? negotiated;
  if (at === undefined) return now;
  void reply.header('Memento-Datetime', new Date(at).toUTCString());
  const url = new URL(reply.request.url, 'http://ledger');
  for (const name of CUTS) url.searchParams.delete(name);
  addLink(reply, `<${url.pathname}${url.search}>; rel="original timegate"`);
  if (negotiated !== undefined) {
    url.searchParams.set('asOf', negotiated);
    void reply.header('Content-Location', `${url.pathname}${url.search}`);
  } else if (current.isComplete(at) && query.replay === undefined) {
    // Some shared caches go by the age alone, and would answer those without a key.
    const { authorization, cookie } = reply.request.headers;
    const scope = (authorization ?? cookie) === undefined ? '' : 'private, ';
    void reply.header('Cache-Control', `${scope}${UNCHANGING}`);
  }
  return at;
}

/** The moment at which the query cuts the log; undefined if it doesn't. Throws like `momentOf`. */
export function cutOf(current: KnownUntil, query: Cuts, moments: CutMoments = {}): string | undefined {
  const [cut, other] = CUTS.filter((name) => query[name] !== undefined);
  if (other !== undefined) {
    refuse(other, 'several-cuts', `Give one of ${CUTS.join(', ')}: each says up to where the log is read.`);
  }
  const { asOf, position, revision, replay } = query;
  switch (cut) {
    case undefined:
      return undefined;
    case 'asOf':
      return pastInstant('asOf', asOf ?? '', current.now());
    case 'position':
      return recordedAtPosition(current, position ?? '');
    case 'revision':
      return (
        moments.revision?.(Number(revision)) ??
        refuse('revision', 'no-such-revision', `The claim has no revision ${String(revision)}.`)
      );
    case 'replay':
      return moments.replay?.(replay ?? '');
  }
}

/**
 * An instant, or the end of a day, in UTC with milliseconds; of a day that hasn't ended, now. Throws a `BadRequestError` for
 * one in the future.
 *
 * @param name of the parameter
 */
export function pastInstant(name: string, text: string, now: string): string {
  const { earliest, latest } = parseDayOrInstant(text);
  const at = new Date(latest).toISOString();
  if (isAfter(text, now)) {
    if (earliest <= Date.parse(now)) return now;
    refuse(name, 'in-the-future', `${name} ends at ${at}, which is later than now (${now}).`);
  }
  return at;
}

/** Whether an instant, or the end of a day, is after this moment. */
export const isAfter = (text: string, moment: string): boolean => parseDayOrInstant(text).latest > Date.parse(moment);

/** The read-your-writes guard has checked that the position can be read here. */
function recordedAtPosition({ readModel }: KnownUntil, position: string): string {
  const number = positionNumber(parsePublicPosition(position)?.position ?? '');
  return readModel.events.recordedAt(number) ?? BEFORE_ALL;
}

const BEFORE_ALL = '0000-01-01T00:00:00.000Z';

/** Of RFC 9110, without obsolete forms. */
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** The end of the second that `Accept-Datetime` names, or now if that is earlier (RFC 7089); undefined without it. */
function acceptedDatetime({ headers }: FastifyRequest, now: string): string | undefined {
  const text = headers['accept-datetime'];
  if (text === undefined) return undefined;
  const second = typeof text === 'string' && HTTP_DATE.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(second)) {
    throw new BadRequestError('Accept-Datetime must be one date, such as "Thu, 04 Apr 2024 12:00:00 GMT".');
  }
  const end = new Date(second + 999).toISOString();
  return end < now ? end : now;
}

/** Throws a `BadRequestError` that names the parameter. */
export function refuse(name: string, code: string, message: string): never {
  throw new BadRequestError(`The query parameters are invalid. ${message}`, [{ pointer: `/${name}`, code, message }]);
}
