import { Module } from '@nestjs/common';
import { ActorsModule } from '../actors/actors.module.js';
import { onReadModel } from '../consumers/on-read-model.js';
import { ClaimsController } from './claims.controller.js';
import { ClaimCounting } from './queries/claims.queries.counts.js';
import { EntryQueries } from './queries/claims.queries.entries.js';
import { ClaimQueries } from './queries/claims.queries.js';
import { SimilarClaims } from './queries/claims.queries.similar.js';
import { ClaimsService } from './claims.service.js';
import { OverviewController } from './overview.controller.js';

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
