import { type CanActivate, type ExecutionContext, NotAcceptableException, SetMetadata } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';

export const PRODUCES = 'produces';
const JSON_ONLY = ['application/json'];

/** The media types of the route's successful responses, without parameters. Default: JSON. */
export const Produces = (...types: readonly string[]) => SetMetadata(PRODUCES, types);

/** Rejects a request that accepts none of the route's media types, before anything is done. */
export class AcceptGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const { accept } = context.switchToHttp().getRequest<FastifyRequest>().headers;
    const types = this.reflector.get<readonly string[] | undefined>(PRODUCES, context.getHandler()) ?? JSON_ONLY;
    if (!types.some((type) => accepts(accept, type))) {
      throw new NotAcceptableException(
        `This route can respond only with ${types.join(' or ')}, which the Accept header excludes.`,
      );
    }
    return true;
  }
}

/** Whether `Accept` allows this media type. */
export const accepts = (accept: string | undefined, type: string): boolean => qualityOf(accept, type) > 0;

/** How much `Accept` prefers this media type, from 0 to 1 (RFC 9110, 12.5.1): the most specific matching range decides. */
export function qualityOf(accept: string | undefined, type: string): number {
  if (accept === undefined || accept.trim() === '') return 1;
  const ranges = new Map(accept.split(',').map(rangeOf));
  const [main = ''] = type.split('/');
  return ranges.get(type) ?? ranges.get(`${main}/*`) ?? ranges.get('*/*') ?? 0;
}

function rangeOf(text: string): [range: string, quality: number] {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  return [range, quality === undefined ? 1 : Number(quality.slice(2)) || 0];
}
