import { ActorsService } from '../../src/actors/actors.service.js';
import { ClaimsService } from '../../src/claims/claims.service.js';
import { DocumentsService } from '../../src/documents/documents.service.js';
import type { EventLog } from '../../src/event-log/event-log.js';
import { ImportService } from '../../src/import/import.service.js';
import { parseLineCommand } from '../../src/import/line-command.js';
import { NarrativesService } from '../../src/narratives/narratives.service.js';
import { PoliciesService } from '../../src/policies/policies.service.js';
import { ReferenceChecker } from '../../src/command-handling/reference-checker.js';
import { CommandExecutor } from '../../src/command-handling/command-executor.js';
import type { TimedLine } from '../workloads/generate-workload.js';

const PRINCIPAL = { id: 'bench', key: 'bench', scopes: ['record', 'rate'] } as const;

/**
 * Records lines with the ledger's own services, one after the other and each at its own time, so that the same lines
 * give the same log. Throws if one is rejected or records nothing.
 */
export async function recordLines(log: EventLog, lines: Iterable<TimedLine>): Promise<void> {
  let now = 0;
  const services = createServices(log, () => new Date(now));
  let number = 0;
  for (const { at, line } of lines) {
    now = at;
    number += 1;
    const { noun, id, fields, idempotency } = parseLineCommand(toLineBytes(line), () => String(number), PRINCIPAL);
    const { id: principal, scopes } = PRINCIPAL;
    const context = { principal, scopes, correlationId: 'bench', causationId: 'bench', idempotency };
    const { written } = await services[noun].record(id, fields, context);
    if (written.length === 0) throw new Error(`Line ${number} records nothing: ${JSON.stringify(line)}`);
  }
}

/** The import never waits for it. */
const NO_READ_MODEL = { position: undefined, waitFor: () => Promise.resolve(true) };

/** Imports lines like a file that is sent to the ledger. Throws if one is rejected or records nothing. */
export async function importLines(log: EventLog, lines: readonly Buffer[]): Promise<void> {
  const { actor, document, claim, narrative, policy } = createServices(log, () => new Date());
  const imports = new ImportService(actor, document, claim, narrative, policy, NO_READ_MODEL);
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

export const toLineBytes = (line: object): Buffer => Buffer.from(`${JSON.stringify(line)}\n`);

function createServices(log: EventLog, clock: () => Date) {
  const executor = new CommandExecutor(log, clock);
  const references = new ReferenceChecker(log, executor);
  return {
    actor: new ActorsService(executor, references),
    document: new DocumentsService(executor, references),
    claim: new ClaimsService(executor, references),
    narrative: new NarrativesService(executor, references),
    policy: new PoliciesService(executor, references),
  };
}
