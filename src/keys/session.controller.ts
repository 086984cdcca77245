import { Body, Controller, Delete, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../access/access.guard.js';
import { AccessService } from '../access/access.service.js';
import { KeyAttempts } from '../access/key-attempts.js';
import type { WhoAmIView } from '../access/access.views.js';
import { UnauthenticatedError } from '../access/errors.js';
import { cookieWith, EXPIRED_COOKIES, requireOwnPage } from '../access/session-cookie.js';
import { ApiGroup, ApiRoute } from '../http/openapi.decorators.js';
import { validate } from '../validation/validate.js';
import { SessionDto } from './key.dto.js';
import { WhoAmI } from './who-am-i.js';

/** Sessions of browsers: the cookie has the key, so nothing is kept here. */
@Controller('session')
@Public()
@ApiGroup({ tag: 'access', about: 'Principals and their keys. All but `/v1/whoami` requires the scope `admin`.' })
export class SessionController {
  constructor(
    private readonly access: AccessService,
    private readonly attempts: KeyAttempts,
    private readonly whoAmI: WhoAmI,
  ) {}

  @Post()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiRoute({
    summary: 'Log in with a browser: keep the key in a cookie',
    description:
      "For pages of the ledger's own origin: `Sec-Fetch-Site` must be `same-origin` or `none`. The cookie counts like the key, in requests that such pages make, and a write by it must be JSON. It ends with the browser's session, with the key, and with `DELETE /session`.",
    body: SessionDto,
    answer: 'WhoAmIView',
    sends: ['Set-Cookie', 'Cache-Control'],
    problems: [401, 403],
  })
  async create(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WhoAmIView> {
    requireOwnPage(request);
    validate(SessionDto, body);
    const { key } = body as unknown as SessionDto;
    const principal = await this.attempts.verify(key, request, (text) => this.access.authenticate(text));
    if (!principal) throw new UnauthenticatedError('The key is unknown, wrong, expired or revoked.', true);
    void reply.header('Set-Cookie', cookieWith(key, request));
    return this.whoAmI.view(principal);
  }

  @Delete()
  @HttpCode(204)
  @ApiRoute({
    summary: 'Log out with a browser: forget the key',
    description: 'The key itself stays valid. The browser also forgets what it has cached of the ledger.',
    answer: {},
    statuses: [204],
    sends: ['Set-Cookie', 'Clear-Site-Data'],
    problems: [403],
  })
  remove(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    requireOwnPage(request);
    // What was true at a past moment stays in caches for a day, and reading may need a key.
    void reply.header('Set-Cookie', [...EXPIRED_COOKIES]).header('Clear-Site-Data', '"cache"');
  }
}
