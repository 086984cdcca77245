import { randomUUID } from 'node:crypto';
import type { Command } from '../command-handling/decider.js';
import { uuidFrom } from '../lib/digest.js';
import { kindOf } from '../validation/library-messages.js';
import { CommandRejectedError, type Violation } from '../command-handling/errors.js';
import type { CommandContext } from '../command-handling/command-context.js';
import { BadRequestError } from './problem.js';

/** The id that the ledger generates: the same one for a repeated request. */
export const generateId = ({ idempotency }: Pick<CommandContext, 'idempotency'>): string =>
  idempotency ? uuidFrom(idempotency.key, 'id') : randomUUID();

/** A JSON object. Throws a `BadRequestError` for anything else. */
export function parseCommand(body: unknown, what = 'The body'): Command {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Command;
  throw new BadRequestError(`${what} must be a JSON object, not ${kindOf(body)}.`);
}

/** The body of a request that may have none, which is an empty object then. `null` is a body. */
export const optionalBody = (body: unknown): unknown => (body === undefined ? {} : body);

/** A list of JSON objects. */
export const parseCommands = (bodies: readonly unknown[]): readonly Command[] =>
  bodies.map((body, index) => parseCommand(body, `Item ${index} of the list`));

/**
 * The command that registers what the body describes; its type follows from the route.
 *
 * @param id of a target that the route names; the body may repeat it, as a response to GET does
 */
export function registrationCommand(type: string, body: unknown, id?: string): Command {
  const { id: given, ...command } = parseCommand(body);
  const violations: Violation[] = [];
  if (given !== undefined && given !== id) {
    const message =
      id === undefined
        ? 'id is generated here. Leave it out, or choose one with PUT.'
        : `id must be "${id}", as in the address, or left out.`;
    violations.push({ pointer: '/id', code: 'another-id', message });
  }
  if (command.type !== undefined && command.type !== type) {
    violations.push({ pointer: '/type', code: 'wrong-type', message: `type must be "${type}" here, or left out.` });
  }
  if (violations.length > 0) throw new CommandRejectedError(violations);
  return { ...command, type };
}
