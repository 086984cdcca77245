import type { EventLog } from '../../event-log/event-log.js';
import type { Selection } from './export-format.js';
import { type ExportChunk, exportOf } from './export-writer.js';

/** The log as it is stored, for exports. Everything else reads it through upcasters. */
export class StoredLog {
  constructor(private readonly log: EventLog) {}

  /** See `exportOf`. */
  export(selection: Selection): Promise<AsyncGenerator<ExportChunk>> {
    return exportOf(this.log, selection);
  }
}
