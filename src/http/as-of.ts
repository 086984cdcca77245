import type { FastifyReply } from 'fastify';
import { parseDayOrInstant } from '../domain/fuzzy-time.js';
import type { CurrentReadModel } from '../read-model/current-read-model.js';
import { DayOrInstant, Describe, Optional } from '../validation/field-decorators.js';
import { BadRequestError } from './problem.js';

/** What HTTP caches may keep: nothing that is recorded later changes the response. A day, as this program may. */
const UNCHANGING = 'max-age=86400, immutable';

/** The parameter of every read that also answers about the past. */
export class AsOfQuery {
  @Describe('As the ledger knew it then, instead of now: an instant, or a day, which means its end in UTC.')
  @Optional()
  @DayOrInstant()
  asOf?: string;
}

type KnownUntil = Pick<CurrentReadModel, 'now' | 'isComplete'>;

/**
 * The moment as of which to answer, an ISO instant in UTC: the one that the query names, which the headers of the response
 * then repeat, or now. Throws a `BadRequestError` for a moment in the future, and for a search in the past.
 */
export function momentOf(current: KnownUntil, reply: FastifyReply, query: AsOfQuery & { readonly q?: string }): string {
  const now = current.now();
  if (query.asOf === undefined) return now;
  const { latest } = parseDayOrInstant(query.asOf);
  const at = new Date(latest).toISOString();
  if (latest > Date.parse(now))
    refuse('asOf', 'in-the-future', `asOf ends at ${at}, which is later than now (${now}).`);
  if (query.q !== undefined) {
    refuse('q', 'not-as-of', 'q searches the texts as they are now, so it can only be given without asOf.');
  }
  void reply.header('Memento-Datetime', new Date(at).toUTCString());
  if (current.isComplete(at)) void reply.header('Cache-Control', UNCHANGING);
  return at;
}

function refuse(name: string, code: string, message: string): never {
  throw new BadRequestError(`The query parameters are invalid. ${message}`, [{ pointer: `/${name}`, code, message }]);
}
