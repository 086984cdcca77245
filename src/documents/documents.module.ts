import { Module } from '@nestjs/common';
import { ReadModel } from '../consumers/read-model.js';
import { DocumentsController } from './documents.controller.js';
import { DocumentQueries } from './documents.queries.js';
import { DocumentsService } from './documents.service.js';

@Module({
  controllers: [DocumentsController],
  providers: [
    DocumentsService,
    {
      provide: DocumentQueries,
      useFactory: (readModel: ReadModel) => new DocumentQueries(readModel),
      inject: [ReadModel],
    },
  ],
  exports: [DocumentsService],
})
export class DocumentsModule {}
