import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NEED, type AccessRequirement, type ReadAccess } from '../access/access.guard.js';
import type { CurrentReadModel } from '../read-model/current-read-model.js';
import type { Freshness } from '../read-model/freshness.js';
import { parsePublicPosition, publicPosition } from '../event-log/public-position.js';
import { CursorMismatchError } from '../read-model/pagination.js';
import { type PositionCheck, splitCursor } from './position-check.js';

/**
 * Every read accepts `waitFor`, a position that the response must include: so a write at one instance can be read at
 * any. Every list accepts `cursor`, which names the position that its page before included. Every read also reports the position and the age of the read model, taken before the read: the response is never
 * older than `Ledger-Position`, and includes everything recorded by `Ledger-Recorded-Until`.
 */
export class ReadYourWritesGuard implements CanActivate {
  constructor(
    private readonly current: CurrentReadModel,
    private readonly freshness: Freshness,
    private readonly logId: string,
    private readonly reflector: Reflector,
    private readonly positions: PositionCheck,
    private readonly reading: ReadAccess,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    if (!isRead(request) || !this.maySayHowFar(context)) return true;
    const hasWaited = await this.checkPositions(request.query as Record<string, unknown>);
    if (hasWaited || this.reading === 'closed') this.setPositionHeaders(http.getResponse<FastifyReply>());
    return true;
  }

  /**
   * If reading is closed, public routes don't reveal the position. A route without a requirement is for readers then.
   */
  private maySayHowFar(context: ExecutionContext): boolean {
    if (this.reading === 'open') return true;
    const need = this.reflector.getAllAndOverride<AccessRequirement | undefined>(NEED, [
      context.getHandler(),
      context.getClass(),
    ]);
    return need !== 'nothing' && need !== 'optional';
  }

  /** If reading is open, reads report it before anything else, so that reads that reach no handler do as well. */
  sayHowFarTo(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (request, reply, done) => {
      if (isRead(request)) this.setPositionHeaders(reply);
      done();
    });
  }

  private setPositionHeaders(reply: FastifyReply): void {
    const { place } = this.current;
    const recordedUntil = this.freshness.recordedUntil();
    if (recordedUntil !== undefined) void reply.header('Ledger-Recorded-Until', recordedUntil);
    if (place) void reply.header('Ledger-Position', publicPosition(this.logId, place));
  }

  /**
   * Removes `waitFor`, because routes would reject it as unknown, and the position that `answerPage` added to a list's
   * cursor. Returns whether the query named a position.
   */
  private async checkPositions(query: Record<string, unknown>): Promise<boolean> {
    const { waitFor, cursor, position: cut } = query;
    delete query.waitFor;
    if (waitFor !== undefined) await this.positions.require(waitFor, 'waitFor');
    const isCut = parsePublicPosition(cut) !== undefined;
    if (isCut) await this.positions.require(cut, 'position');
    if (typeof cursor !== 'string') return waitFor !== undefined || isCut;
    const { own, added: position } = splitCursor(cursor);
    if (own === '' || !parsePublicPosition(position)) throw new CursorMismatchError();
    await this.positions.require(position, 'cursor');
    query.cursor = own;
    return true;
  }
}

export const isRead = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';
