import { type DynamicModule, Module } from '@nestjs/common';
import type { EventLog } from '../event-log/event-log.js';
import { ArchiveController } from './export/archive.controller.js';
import { StoredLog } from './export/stored-log.js';

@Module({})
export class ArchiveModule {
  /** @param stored the log without upcasters */
  static on(stored: EventLog): DynamicModule {
    return {
      module: ArchiveModule,
      controllers: [ArchiveController],
      providers: [{ provide: StoredLog, useValue: new StoredLog(stored) }],
    };
  }
}
