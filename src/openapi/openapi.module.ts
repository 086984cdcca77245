import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DocsController } from './docs.controller.js';
import { IndexController } from './index.controller.js';
import { OpenApiController } from './openapi.controller.js';
import { SchemasController } from './schemas.controller.js';

@Module({
  imports: [DiscoveryModule],
  controllers: [IndexController, OpenApiController, SchemasController, DocsController],
})
export class OpenApiModule {}
