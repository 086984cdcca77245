import { Module } from '@nestjs/common';
import { ActorsModule } from '../actors/actors.module.js';
import { ClaimsModule } from '../claims/claims.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { NarrativesModule } from '../narratives/narratives.module.js';
import { PoliciesModule } from '../policies/policies.module.js';
import { CheckedImportService } from './checked-import.service.js';
import { ImportController } from './import.controller.js';
import { ImportService } from './import.service.js';

@Module({
  imports: [ActorsModule, DocumentsModule, ClaimsModule, NarrativesModule, PoliciesModule],
  controllers: [ImportController],
  providers: [ImportService, CheckedImportService],
  exports: [ImportService, CheckedImportService],
})
export class ImportModule {}
