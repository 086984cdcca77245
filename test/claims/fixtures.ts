import { ActorsService } from '../../src/actors/actors.service.js';
import { ClaimsService } from '../../src/claims/claims.service.js';
import { DocumentsService } from '../../src/documents/documents.service.js';
import type { EventLog } from '../../src/event-log/event-log.js';
import { NarrativesService } from '../../src/narratives/narratives.service.js';
import type { Command } from '../../src/command-handling/decider.js';
import { CommandRejectedError } from '../../src/command-handling/errors.js';
import { ReferenceChecker } from '../../src/command-handling/reference-checker.js';
import type { CommandContext } from '../../src/command-handling/command-context.js';
import { CommandExecutor } from '../../src/command-handling/command-executor.js';
import type { Rejection } from '../support/given-when-then.js';
import { NOW } from './examples.js';

export const REQUEST: CommandContext = { principal: 'checker', correlationId: 'trace', causationId: 'span' };

/** The services over a log, at a fixed time. */
export function servicesOn(log: EventLog) {
  const recorder = new CommandExecutor(log, () => new Date(NOW));
  const existence = new ReferenceChecker(log, recorder);
  return {
    recorder,
    actors: new ActorsService(recorder, existence),
    documents: new DocumentsService(recorder, existence),
    claims: new ClaimsService(recorder, existence),
    narratives: new NarrativesService(recorder, existence),
  };
}
export type Services = ReturnType<typeof servicesOn>;

/** Records whom and what the examples name: actors, a document and two other claims. */
export async function populate({ actors, documents, claims }: Services): Promise<void> {
  for (const actor of ['tass', 'ria', 'russia', 'el-pais', 'nato', 'jenssen', 'ukraine', 'checker']) {
    await actors.record(actor, { type: 'ActorRegistered', kind: 'organization', name: actor }, REQUEST);
  }
  await documents.record('report', { type: 'DocumentRegistered', publisher: 'tass', title: 'Report' }, REQUEST);
  for (const claim of ['remark', 'talks']) {
    await claims.record(claim, { ...registration, text: claim }, REQUEST);
  }
}

export const registration: Command = {
  type: 'ClaimRegistered',
  text: 'NATO offers Ukraine membership for territory.',
  language: 'en',
  kind: 'forecast',
};

export const assertion: Command = { type: 'ClaimAsserted', by: ['tass'], basis: 'none-given' };

/** The violations of a command that is recorded by a service. Fails if it isn't refused. */
export async function refusalsIn(attempt: Promise<unknown>): Promise<Rejection[]> {
  const error = await attempt.then(
    () => new Error('It was not refused.'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof CommandRejectedError)) throw error;
  return error.violations.map(({ pointer, code }) => ({ pointer, code }));
}
