import { Module } from '@nestjs/common';
import { ReadModel } from '../consumers/read-model.js';
import { ClaimsController } from './claims.controller.js';
import { ClaimQueries } from './claims.queries.js';
import { ClaimsService } from './claims.service.js';

@Module({
  controllers: [ClaimsController],
  providers: [
    ClaimsService,
    {
      provide: ClaimQueries,
      useFactory: (readModel: ReadModel) => new ClaimQueries(readModel),
      inject: [ReadModel],
    },
  ],
  exports: [ClaimsService],
})
export class ClaimsModule {}
