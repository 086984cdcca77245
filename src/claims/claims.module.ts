import { Module } from '@nestjs/common';
import { ClaimsController } from './claims.controller.js';
import { ClaimsService } from './claims.service.js';
import { OverviewController } from './overview.controller.js';

@Module({
  controllers: [ClaimsController, OverviewController],
  providers: [ClaimsService],
  exports: [ClaimsService],
})
export class ClaimsModule {}
