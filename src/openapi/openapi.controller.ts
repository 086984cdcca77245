import { Controller, Get } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Public } from '../access/access.guard.js';
import { ApiRoute, ApiGroup } from '../http/openapi.decorators.js';
import { openApiDocument } from './document.js';
import { readParts } from './build-artifacts.js';
import { routesOf } from './routes.js';
import type { Schema } from './schema.js';

@Controller('openapi.json')
@ApiGroup({ tag: 'description', about: 'The description of this API.' })
export class OpenApiController {
  /** Read at the start. */
  private readonly parts = readParts();
  private document: Schema | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  @Get()
  @Public()
  @ApiRoute({ summary: 'Get this OpenAPI document', answer: 'object' })
  get(): Schema {
    this.document ??= openApiDocument(routesOf(this.discovery).routes, this.parts);
    return this.document;
  }
}
