import { Module } from '@nestjs/common';
import { onReadModel } from '../consumers/on-read-model.js';
import { ActorsController } from './actors.controller.js';
import { ActorQueries } from './actors.queries.js';
import { ActorsService } from './actors.service.js';

@Module({
  controllers: [ActorsController],
  providers: [ActorsService, onReadModel(ActorQueries)],
  exports: [ActorsService, ActorQueries],
})
export class ActorsModule {}
