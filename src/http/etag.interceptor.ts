import { type CallHandler, type ExecutionContext, type NestInterceptor, UseInterceptors } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { entityTag, matchesIfNoneMatch } from './preconditions.js';

/**
 * The route answers one resource: with an `ETag` of its revision, if it has one, and its body; and 304 to who has it.
 * The body is serialised here, once, for the tag and for sending.
 */
export const WithETag = () => UseInterceptors(new ETagInterceptor());

export class ETagInterceptor implements NestInterceptor<object, string | undefined> {
  /** Of views that are answered again. */
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
