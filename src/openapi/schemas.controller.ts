import { Controller, Get, Param } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Public } from '../access/access.guard.js';
import { NotFoundError } from '../command-handling/errors.js';
import { ApiGroup, ApiRoute } from '../http/openapi.decorators.js';
import { readParts } from './build-artifacts.js';
import { commandSchemasByType } from './command-schema.js';
import { routesOf } from './routes.js';
import type { Schema } from './schema.js';

@Controller('v1/schemas')
@Public()
@ApiGroup({ tag: 'description', about: 'The description of this API.' })
export class SchemasController {
  /** Read at the start. */
  private readonly parts = readParts();
  private schemas: Readonly<Record<string, Schema>> | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  @Get(':type')
  @ApiRoute({
    summary: 'Get the JSON Schema of a command, by the type of its event',
    description:
      'For forms and other programs that check or describe commands: the schema of `ClaimDenied`, for example, complete in itself. `x-refers-to` says what an id is the id of: an `actor`, `document`, `claim` or `narrative`; an `act` of any claim, or more exactly a `verdict`; or any `entry` of the same claim. `x-kind` says which kind a text is of: `fuzzy-time`, `point-in-time`, `day-or-instant`, `language` or `url`.',
    answer: 'object',
    problems: [404],
  })
  get(@Param('type') type: string): Schema {
    this.schemas ??= commandSchemasByType(routesOf(this.discovery).routes, this.parts.schemas);
    const schema = Object.hasOwn(this.schemas, type) ? this.schemas[type] : undefined;
    if (!schema) throw new NotFoundError('command', type);
    return schema;
  }
}
