import type { Command } from '../command-handling/decider.js';
import { CommandRejectedError } from '../command-handling/errors.js';
import type { DomainEvent } from '../domain/domain-event.js';
import type { DtoClass } from './dto-class.js';
import { validate } from './validate.js';

/**
 * The event that a command asks for: its `type`, and its other fields as the data, with its type's defaults for what it leaves out.
 * Throws a `CommandRejectedError` for an unknown type, and for each bad field.
 */
export function toDomainEvent<Types>(
  dtos: Readonly<Record<keyof Types & string, DtoClass>>,
  body: Command,
  defaults: Readonly<Record<string, Command>> = {},
  at = '',
): DomainEvent<Types> {
  const { type, ...fields } = body;
  if (typeof type !== 'string' || !Object.hasOwn(dtos, type)) {
    const message = `type must be one of: ${Object.keys(dtos).join(', ')}.`;
    throw new CommandRejectedError([{ pointer: `${at}/type`, code: 'unknown-type', message }]);
  }
  const data = { ...defaults[type], ...fields };
  validate(dtos[type as keyof Types & string], data, at);
  return { type, data } as DomainEvent<Types>;
}
