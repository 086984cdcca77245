import { Controller, Get, Header, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AcceptsKey } from '../access/access.guard.js';
import type { WhoAmIView } from '../access/access.views.js';
import { ApiGroup, ApiRoute } from '../http/openapi.decorators.js';
import { WhoAmI } from './who-am-i.js';

@Controller('v1/whoami')
@ApiGroup({ tag: 'access', about: 'Principals and their keys. All but `/v1/whoami` requires the scope `admin`.' })
export class WhoAmIController {
  constructor(private readonly whoAmI: WhoAmI) {}

  @Get()
  @AcceptsKey()
  @ApiRoute({
    summary: 'Get the principal and the scopes of the key that is sent',
    description:
      'Every valid key may ask this, whatever its scopes. Without a key, the response has the scopes of anonymous requests. An invalid key is 401.',
    answer: 'WhoAmIView',
    sends: ['Cache-Control'],
  })
  @Header('Cache-Control', 'no-store')
  get(@Req() request: FastifyRequest): Promise<WhoAmIView> {
    return this.whoAmI.view(request.principal);
  }
}
