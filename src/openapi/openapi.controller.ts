import { Controller, Get } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { OpenToAll } from '../access/access.guard.js';
import { Describes, DescribesGroup } from '../http/openapi.decorators.js';
import { openApiDocument } from './document.js';
import { readParts } from './build-artifacts.js';
import { routesOf } from './routes.js';
import type { Schema } from './schema.js';

@Controller('openapi.json')
@DescribesGroup({ tag: 'description', about: 'What this API is, for programs and for people.' })
export class OpenApiController {
  /** Read at the start: a build that is made while the server runs is another's. */
  private readonly parts = readParts();
  private document: Schema | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  @Get()
  @OpenToAll()
  @Describes({ summary: 'This document', answer: 'object' })
  get(): Schema {
    this.document ??= openApiDocument(routesOf(this.discovery).routes, this.parts);
    return this.document;
  }
}
