import { ActorsService } from '../../src/actors/actors.service.js';
import { ClaimsService } from '../../src/claims/claims.service.js';
import { DocumentsService } from '../../src/documents/documents.service.js';
import type { EventLog } from '../../src/event-log/event-log.js';
import { ImportService } from '../../src/import/import.service.js';
import { NarrativesService } from '../../src/narratives/narratives.service.js';
import { Existence } from '../../src/recording/existence.js';
import { Recorder } from '../../src/recording/recorder.js';
import type { TimedLine } from '../histories/histories.js';

/** Imports lines by the ledger's own services, each at its own time. Throws if one is refused, or records nothing. */
export async function importLines(log: EventLog, lines: Iterable<TimedLine>): Promise<void> {
  let now = 0;
  const recorder = new Recorder(log, () => new Date(now));
  const existence = new Existence(log);
  const [actors, documents] = [new ActorsService(recorder, existence), new DocumentsService(recorder, existence)];
  const [claims, narratives] = [new ClaimsService(recorder, existence), new NarrativesService(recorder, existence)];
  async function* chunks() {
    for (const { at, line } of lines) {
      now = at;
      yield await Promise.resolve(Buffer.from(`${JSON.stringify(line)}\n`));
    }
  }
  const imports = new ImportService(actors, documents, claims, narratives);
  for await (const report of imports.import(chunks(), { id: 'bench', key: 'bench', scopes: ['record', 'rate'] })) {
    if ('problem' in report) throw new Error(`Line ${report.line}: ${JSON.stringify(report.problem)}`);
    if ('summary' in report && report.summary.unchanged > 0) throw new Error('A line recorded nothing.');
  }
}
