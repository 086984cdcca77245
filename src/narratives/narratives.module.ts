import { Module } from '@nestjs/common';
import { ReadModel } from '../consumers/read-model.js';
import { NarrativesController } from './narratives.controller.js';
import { NarrativeQueries } from './narratives.queries.js';
import { NarrativesService } from './narratives.service.js';

@Module({
  controllers: [NarrativesController],
  providers: [
    NarrativesService,
    {
      provide: NarrativeQueries,
      useFactory: (readModel: ReadModel) => new NarrativeQueries(readModel),
      inject: [ReadModel],
    },
  ],
  exports: [NarrativesService],
})
export class NarrativesModule {}
