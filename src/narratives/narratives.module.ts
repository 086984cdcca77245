import { Module } from '@nestjs/common';
import { onReadModel } from '../consumers/on-read-model.js';
import { NarrativesController } from './narratives.controller.js';
import { NarrativeQueries } from './narratives.queries.js';
import { NarrativesService } from './narratives.service.js';

@Module({
  controllers: [NarrativesController],
  providers: [NarrativesService, onReadModel(NarrativeQueries)],
  exports: [NarrativesService],
})
export class NarrativesModule {}
