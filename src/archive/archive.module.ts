import { type DynamicModule, Module } from '@nestjs/common';
import type { EventLog } from '../event-log/event-log.js';
import { ExportController } from './export/export.controller.js';
import { StoredLog } from './export/stored-log.js';

@Module({})
export class ArchiveModule {
  /** @param stored the log as it is stored, not read through upcasters */
  static on(stored: EventLog): DynamicModule {
    return {
      module: ArchiveModule,
      controllers: [ExportController],
      providers: [{ provide: StoredLog, useValue: new StoredLog(stored) }],
    };
  }
}
