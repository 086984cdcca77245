import { randomUUID } from 'node:crypto';
import type { Command } from '../command-handling/decider.js';
import { uuidFrom } from '../lib/digest.js';
import { CommandRejectedError } from '../command-handling/errors.js';
import type { CommandContext } from '../command-handling/command-context.js';
import { BadRequestError } from './problem.js';

/** The id that the ledger generates: the same one for a repeated request. */
export const generateId = ({ idempotency }: CommandContext): string =>
  idempotency ? uuidFrom(idempotency.key, 'id') : randomUUID();

/** A JSON object. Throws a `BadRequestError` for any other body. */
export function parseCommand(body: unknown): Command {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Command;
  throw new BadRequestError('The body must be a JSON object.');
}

/** The command that registers what the body describes; its type follows from the route. */
export function registrationCommand(type: string, body: unknown): Command {
  const command = parseCommand(body);
  if (command.type === undefined || command.type === type) return { ...command, type };
  const message = `type must be "${type}" here, or left out.`;
  throw new CommandRejectedError([{ pointer: '/type', code: 'wrong-type', message }]);
}
