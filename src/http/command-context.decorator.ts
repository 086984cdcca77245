import { randomUUID } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Json } from '../event-log/event-log.js';
import { requestIdempotency } from '../command-handling/idempotency.js';
import type { CommandContext } from '../command-handling/command-context.js';
import { requirePrincipal } from '../access/authentication.js';
import { revisionPrecondition } from './preconditions.js';
import { BadRequestError } from './problem.js';

const MAX_KEY = 255;
const BYTE = /^[0-9a-f]{2}$/;
const TRACE_ID = /^[0-9a-f]{32}$/;
const SPAN_ID = /^[0-9a-f]{16}$/;
const ONLY_ZEROS = /^0+$/;

/** A handler's parameter: who sends the command, and how repetitions of the request are recognized. */
export const ReqCommandContext = createParamDecorator((_data: unknown, context: ExecutionContext): CommandContext => {
  return commandContextOf(context.switchToHttp().getRequest<FastifyRequest>());
});

export function commandContextOf(request: FastifyRequest): CommandContext {
  const { id: principal, scopes } = requirePrincipal(request);
  const key = request.headers['idempotency-key'];
  if (Array.isArray(key) || (key !== undefined && (key.length === 0 || key.length > MAX_KEY))) {
    throw new BadRequestError(`Idempotency-Key must be one value of 1 to ${MAX_KEY} characters.`);
  }
  const seen = revisionPrecondition(request.headers['if-match'], request.headers['if-none-match']);
  return {
    principal,
    scopes,
    ...(seen !== undefined && { expectedRevision: seen }),
    ...traceOf(request),
    ...(key !== undefined && {
      idempotency: requestIdempotency(principal, routeOf(request), key, (request.body ?? null) as Json),
    }),
  };
}

/** The method and the path, decoded and without a slash at its end: two spellings of one path are one route. */
const routeOf = ({ method, url }: FastifyRequest): string =>
  `${method} ${decodeURIComponent(url.split('?', 1)[0] ?? '').replace(/\/$/, '')}`;

/**
 * W3C Trace Context: the trace id correlates the events, and the caller's span is their cause. Without a caller's, those of
 * this request are, if traces are sent.
 */
function traceOf({ headers, span: own }: FastifyRequest): { correlationId: string; causationId: string } {
  const { traceparent } = headers;
  const caller = typeof traceparent === 'string' ? parseTraceparent(traceparent) : undefined;
  if (caller) return { correlationId: caller.trace, causationId: caller.span };
  if (own) return { correlationId: own.traceId, causationId: own.spanId };
  const id = randomUUID();
  return { correlationId: id, causationId: id };
}

/** Undefined for other texts: https://www.w3.org/TR/trace-context/#traceparent-header. Later versions may have more at the end. */
function parseTraceparent(text: string): { readonly trace: string; readonly span: string } | undefined {
  const [version = '', trace = '', span = '', flags = '', ...rest] = text.split('-');
  if (!BYTE.test(version) || version === 'ff' || (version === '00' && rest.length > 0)) return undefined;
  if (!TRACE_ID.test(trace) || !SPAN_ID.test(span) || !BYTE.test(flags)) return undefined;
  return ONLY_ZEROS.test(trace) || ONLY_ZEROS.test(span) ? undefined : { trace, span };
}
