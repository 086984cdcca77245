import { type CallHandler, type ExecutionContext, type NestInterceptor, UseInterceptors } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { entityTag, matchesIfNoneMatch } from './preconditions.js';

/**
 * The route returns one resource, with an `ETag` from its revision, if any, and its body; or 304 if the client has it
 * already. The body is serialized here once, for both the tag and the response.
 */
export const WithETag = () => UseInterceptors(new ETagInterceptor());

export class ETagInterceptor implements NestInterceptor<object, string | undefined> {
  /** For cached views, which are returned repeatedly. */
  private readonly known = new WeakMap<object, Answer>();

  intercept(context: ExecutionContext, next: CallHandler<object>): Observable<string | undefined> {
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const ifNoneMatch = http.getRequest<FastifyRequest>().headers['if-none-match'];
    return next.handle().pipe(
      map((view) => {
        const { body, tag } = this.answerOf(view);
        void reply.header('ETag', tag);
        if (!matchesIfNoneMatch(ifNoneMatch, tag)) {
          void reply.type('application/json; charset=utf-8');
          return body;
        }
        void reply.status(304);
        return undefined;
      }),
    );
  }

  private answerOf(view: object): Answer {
    const known = this.known.get(view);
    if (known) return known;
    const body = JSON.stringify(view);
    const answer = { body, tag: entityTag(revisionOf(view), body) };
    this.known.set(view, answer);
    return answer;
  }
}

interface Answer {
  readonly body: string;
  readonly tag: string;
}

const revisionOf = (view: object): number | undefined =>
  'revision' in view && typeof view.revision === 'number' ? view.revision : undefined;
