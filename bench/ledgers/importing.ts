import { ActorsService } from '../../src/actors/actors.service.js';
import { ClaimsService } from '../../src/claims/claims.service.js';
import { DocumentsService } from '../../src/documents/documents.service.js';
import type { EventLog } from '../../src/event-log/event-log.js';
import { ImportService } from '../../src/import/import.service.js';
import { parseLineCommand } from '../../src/import/line-command.js';
import { NarrativesService } from '../../src/narratives/narratives.service.js';
import { ReferenceChecker } from '../../src/command-handling/reference-checker.js';
import { CommandExecutor } from '../../src/command-handling/command-executor.js';
import type { TimedLine } from '../workloads/histories.js';

const PRINCIPAL = { id: 'bench', key: 'bench', scopes: ['record', 'rate'] } as const;

/**
 * Records lines by the ledger's own services, one after the other and each at its own time, so that the same lines make
 * the same log. Throws if one is refused, or records nothing.
 */
export async function recordLines(log: EventLog, lines: Iterable<TimedLine>): Promise<void> {
  let now = 0;
  const services = servicesOn(log, () => new Date(now));
  let number = 0;
  for (const { at, line } of lines) {
    now = at;
    number += 1;
    const { noun, id, fields, idempotency } = parseLineCommand(bytesOf(line), () => String(number), PRINCIPAL);
    const context = { principal: PRINCIPAL.id, correlationId: 'bench', causationId: 'bench', idempotency };
    const { written } = await services[noun].record(id, fields, context);
    if (written.length === 0) throw new Error(`Line ${number} records nothing: ${JSON.stringify(line)}`);
  }
}

/** Imports lines as a file that is sent to the ledger. Throws if one is refused, or records nothing. */
export async function importLines(log: EventLog, lines: readonly Buffer[]): Promise<void> {
  const { actor, document, claim, narrative } = servicesOn(log, () => new Date());
  const imports = new ImportService(actor, document, claim, narrative);
  async function* chunks() {
    for (let start = 0; start < lines.length; start += 100) {
      yield await Promise.resolve(Buffer.concat(lines.slice(start, start + 100)));
    }
  }
  for await (const report of imports.import(chunks(), PRINCIPAL)) {
    if ('problem' in report) throw new Error(`Line ${report.line}: ${JSON.stringify(report.problem)}`);
    if ('summary' in report && report.summary.unchanged > 0) throw new Error('A line recorded nothing.');
  }
}

export const bytesOf = (line: object): Buffer => Buffer.from(`${JSON.stringify(line)}\n`);

function servicesOn(log: EventLog, clock: () => Date) {
  const recorder = new CommandExecutor(log, clock);
  const existence = new ReferenceChecker(log, recorder);
  return {
    actor: new ActorsService(recorder, existence),
    document: new DocumentsService(recorder, existence),
    claim: new ClaimsService(recorder, existence),
    narrative: new NarrativesService(recorder, existence),
  };
}
