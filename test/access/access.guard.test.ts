import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Reflector } from '@nestjs/core';
import { AccessGuard, RequiresScope, Public, type ReadAccess } from '../../src/access/access.guard.js';
import type { Scope } from '../../src/access/access.events.js';
import { AccessService } from '../../src/access/access.service.js';
import { authenticate } from '../../src/access/authentication.js';
import { KeyAttempts } from '../../src/access/key-attempts.js';
import { ForbiddenError, UnauthenticatedError } from '../../src/access/errors.js';
import { KeyUsageTracker } from '../../src/access/key-usage.js';
import type { EventLog } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { CommandExecutor } from '../../src/command-handling/command-executor.js';
import { REQUEST } from '../command-handling/support.js';

class Routes {
  undecorated(): string {
    return 'Has no decorator.';
  }
  @Public()
  open(): string {
    return 'Is public.';
  }
}

@RequiresScope('admin')
class AdminRoutes extends Routes {}

describe('AccessGuard', () => {
  let log: EventLog;
  let access: AccessService;
  let uses: KeyUsageTracker;
  beforeEach(() => {
    log = SqliteEventLog.open(':memory:');
    access = new AccessService(new CommandExecutor(log));
    uses = new KeyUsageTracker(new CommandExecutor(log));
  });
  afterEach(async () => {
    await uses.settled();
    await log.close();
  });

  const keyFor = async (...scopes: readonly Scope[]) => {
    const { text = '' } = await access.createKey({ principal: 'desk', scopes }, REQUEST);
    return `Bearer ${text}`;
  };
  const enter = async (
    method: string,
    {
      authorization,
      reading = 'open',
      type = Routes,
      handler = 'undecorated',
    }: { authorization?: string; reading?: ReadAccess; type?: typeof Routes; handler?: keyof Routes } = {},
  ): Promise<boolean> => {
    const request = { method, ip: '192.0.2.1', headers: { authorization } } as FastifyRequest;
    await authenticate(request, access, new KeyAttempts(20));
    const context = {
      switchToHttp: () => ({ getRequest: () => request }),
      getHandler: () => Reflect.get(type.prototype, handler),
      getClass: () => type,
    } as unknown as ExecutionContext;
    return new AccessGuard(uses, new Reflector(), reading).canActivate(context);
  };

  it('allows writes to routes without a scope for admins only', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      await expect(enter(method)).rejects.toThrow(UnauthenticatedError);
      const authorization = await keyFor('read', 'record', 'rate');
      await expect(enter(method, { authorization })).rejects.toThrow(ForbiddenError);
      expect(await enter(method, { authorization: await keyFor('admin') })).toBe(true);
    }
  });

  it('denies routes without a scope when reading is closed', async () => {
    for (const method of ['GET', 'HEAD']) {
      expect(await enter(method)).toBe(true);
      await expect(enter(method, { reading: 'closed' })).rejects.toThrow(UnauthenticatedError);
      const others = await keyFor('record', 'rate', 'admin');
      await expect(enter(method, { reading: 'closed', authorization: others })).rejects.toThrow(ForbiddenError);
      expect(await enter(method, { reading: 'closed', authorization: await keyFor('read') })).toBe(true);
    }
  });

  it('requires the scope of the controller unless the route overrides it', async () => {
    await expect(enter('GET', { type: AdminRoutes })).rejects.toThrow(UnauthenticatedError);
    expect(await enter('GET', { type: AdminRoutes, handler: 'open', reading: 'closed' })).toBe(true);
    expect(await enter('GET', { type: AdminRoutes, authorization: await keyFor('admin') })).toBe(true);
  });

  it('accepts the scheme in any case, and only valid keys', async () => {
    const authorization = await keyFor('read');
    const closed = (text: string) => enter('GET', { reading: 'closed', authorization: text });
    expect(await closed(authorization.replace('Bearer', 'bearer'))).toBe(true);
    for (const wrong of [authorization.replace('Bearer ', ''), `${authorization},x`, `Basic ${authorization}`, '']) {
      await expect(closed(wrong)).rejects.toThrow(UnauthenticatedError);
    }
  });
});
