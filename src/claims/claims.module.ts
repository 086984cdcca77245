import { type InjectionToken, Module } from '@nestjs/common';
import { ActorsModule } from '../actors/actors.module.js';
import { ReadModel } from '../consumers/read-model.js';
import { ClaimsController } from './claims.controller.js';
import { ClaimCounting } from './claims.queries.counts.js';
import { EntryQueries } from './claims.queries.entries.js';
import { ClaimQueries } from './claims.queries.js';
import { SimilarClaims } from './claims.queries.similar.js';
import { ClaimsService } from './claims.service.js';
import { OverviewController } from './overview.controller.js';

const onReadModel = <Queries extends object>(type: new (readModel: ReadModel) => Queries) => ({
  provide: type as InjectionToken<Queries>,
  useFactory: (readModel: ReadModel) => new type(readModel),
  inject: [ReadModel],
});

@Module({
  imports: [ActorsModule],
  controllers: [ClaimsController, OverviewController],
  providers: [
    ClaimsService,
    onReadModel(ClaimQueries),
    onReadModel(EntryQueries),
    onReadModel(ClaimCounting),
    onReadModel(SimilarClaims),
  ],
  exports: [ClaimsService],
})
export class ClaimsModule {}
