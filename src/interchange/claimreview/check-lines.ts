import type { Command } from '../../command-handling/decider.js';
import { firstBeginning } from '../../domain/fuzzy-time.js';
import { AGGREGATES, EVENT_CATALOG } from '../../ledger/event-catalog.js';
import { readCommand } from '../../validation/command-to-event.js';
import { FieldRejection } from './field-rejection.js';
import type { MappedLine } from './mapped-line.js';

/**
 * Checks the commands of a review by the ledger's own rules, before the first is sent: a review with one bad command
 * would leave the others behind.
 *
 * @param now in milliseconds
 * @throws FieldRejection for the first that would be rejected whatever the ledger has
 */
export function checkLines(lines: readonly MappedLine[], now: number): void {
  for (const { command, fieldOf } of lines) {
    const aggregate = EVENT_CATALOG.get(String(command.type))?.aggregate;
    if (aggregate === undefined) throw new TypeError(`No event has the type ${String(command.type)}.`);
    const { key: _key, [aggregate]: _target, ...fields } = command;
    const [violation] = readCommand<Readonly<Record<string, unknown>>>(AGGREGATES[aggregate], fields).violations;
    if (violation) throw new FieldRejection(fieldOf(violation.pointer), violation.message);
    checkDates(fields, fieldOf, now);
  }
}

function checkDates(fields: Command, fieldOf: MappedLine['fieldOf'], now: number): void {
  for (const name of ['occurredAt', 'publishedAt']) {
    const date = fields[name];
    if (typeof date !== 'string' || firstBeginning(date) <= now) continue;
    const message = `"${date}" begins after now (${new Date(now).toISOString()}). Only what has happened can be recorded.`;
    throw new FieldRejection(fieldOf(`/${name}`), message);
  }
}
