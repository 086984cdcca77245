import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { NEED, type AccessRequirement, type ReadAccess } from '../access/access.guard.js';
import type { CurrentReadModel } from '../read-model/current-read-model.js';
import type { Freshness } from '../read-model/freshness.js';
import { NotYetReadableError } from './errors.js';
import { parseOwnPosition, publicPosition } from './public-position.js';

/**
 * Every read accepts `waitFor`, a position that the response must include: so a write at one instance can be read at
 * any. Every read also reports the position and the age of the read model, taken before the read: the response is never
 * older than `Ledger-Position`, and includes everything recorded by `Ledger-Recorded-Until`.
 */
export class ReadYourWritesInterceptor implements NestInterceptor<unknown, unknown> {
  constructor(
    private readonly current: CurrentReadModel,
    private readonly freshness: Freshness,
    private readonly logId: string,
    private readonly reflector: Reflector,
    private readonly settings: { readonly waitMs: number; readonly reading: ReadAccess },
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler<unknown>): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    if (!isRead(request) || !this.maySayHowFar(context)) return next.handle();
    await this.waitFor(takeFrom(request.query as Record<string, unknown>));
    this.setPositionHeaders(http.getResponse<FastifyReply>());
    return next.handle();
  }

  /**
   * If reading is closed, public routes don't reveal the position. A route without a requirement is for readers then.
   */
  private maySayHowFar(context: ExecutionContext): boolean {
    if (this.settings.reading === 'open') return true;
    const need = this.reflector.getAllAndOverride<AccessRequirement | undefined>(NEED, [
      context.getHandler(),
      context.getClass(),
    ]);
    return need !== 'nothing' && need !== 'optional';
  }

  /** Reads that reach no handler report it as well. */
  sayHowFarTo(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (request, reply, done) => {
      if (isRead(request)) this.setPositionHeaders(reply);
      done();
    });
  }

  private setPositionHeaders(reply: FastifyReply): void {
    const { position } = this.current;
    const recordedUntil = this.freshness.recordedUntil();
    if (recordedUntil !== undefined) void reply.header('Ledger-Recorded-Until', recordedUntil);
    if (position !== undefined) void reply.header('Ledger-Position', publicPosition(this.logId, position));
  }

  private async waitFor(position: unknown): Promise<void> {
    if (position === undefined) return;
    const own = parseOwnPosition(this.logId, position, 'waitFor');
    const { waitMs } = this.settings;
    this.current.requireActive();
    if (!(await this.current.waitFor(own, waitMs))) {
      throw new NotYetReadableError(publicPosition(this.logId, own), waitMs);
    }
  }
}

const isRead = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';

/** Removes the parameter, because routes would reject it as unknown. */
function takeFrom(query: Record<string, unknown>): unknown {
  const { waitFor } = query;
  delete query.waitFor;
  return waitFor;
}
