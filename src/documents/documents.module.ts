import { Module } from '@nestjs/common';
import { onReadModel } from '../consumers/on-read-model.js';
import { DocumentsController } from './documents.controller.js';
import { DocumentQueries } from './documents.queries.js';
import { DocumentsService } from './documents.service.js';

@Module({
  controllers: [DocumentsController],
  providers: [DocumentsService, onReadModel(DocumentQueries)],
  exports: [DocumentsService],
})
export class DocumentsModule {}
