import { Controller, Get } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import { Produces } from '../http/accept.guard.js';
import { ApiGroup, ApiRoute } from '../http/openapi.decorators.js';
import { packageInfo } from '../lib/package-info.js';
import { type ServiceIndex, serviceIndex } from './service-index.js';

@Controller()
@Public()
@ApiGroup({ tag: 'description', about: 'The description of this API.' })
export class IndexController {
  private readonly index: ServiceIndex;

  constructor() {
    const { version, homepage } = packageInfo();
    this.index = serviceIndex(version, homepage);
  }

  /** Clients that prefer HTML don't get here: the explorer answers them with its home page. */
  @Get()
  @Produces('text/html', 'application/json')
  @ApiRoute({
    summary: 'Get the addresses to start with',
    description: 'For clients that prefer `text/html`, such as browsers, the home page of the ledger; JSON for others.',
    answer: { 'application/json': 'ServiceIndex', 'text/html': 'text' },
    sends: ['Vary', 'Cache-Control', 'ETag', 'WWW-Authenticate'],
  })
  get(): ServiceIndex {
    return this.index;
  }
}
