import { Module } from '@nestjs/common';
import { ReadModel } from '../consumers/read-model.js';
import { ActorsController } from './actors.controller.js';
import { ActorQueries } from './actors.queries.js';
import { ActorsService } from './actors.service.js';

@Module({
  controllers: [ActorsController],
  providers: [
    ActorsService,
    {
      provide: ActorQueries,
      useFactory: (readModel: ReadModel) => new ActorQueries(readModel),
      inject: [ReadModel],
    },
  ],
  exports: [ActorsService, ActorQueries],
})
export class ActorsModule {}
