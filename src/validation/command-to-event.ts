import type { Command } from '../command-handling/decider.js';
import { CommandRejectedError } from '../command-handling/errors.js';
import type { DomainEvent } from '../domain/domain-event.js';
import type { EventSchemas } from './event-definition.js';
import { validate } from './validate.js';

/**
 * The event that a command asks for: its `type`, and its other fields as the data, with its type's defaults for what it leaves out.
 * Throws a `CommandRejectedError` for an unknown type, and for each bad field.
 */
export function toDomainEvent<Types>(
  { types }: EventSchemas<keyof Types & string>,
  body: Command,
  at = '',
): DomainEvent<Types> {
  const { type, ...fields } = body;
  if (typeof type !== 'string' || !Object.hasOwn(types, type)) {
    const message = `type must be one of: ${Object.keys(types).join(', ')}.`;
    throw new CommandRejectedError([{ pointer: `${at}/type`, code: 'unknown-type', message }]);
  }
  const { dto, defaults } = types[type as keyof Types & string];
  const data = { ...defaults, ...fields };
  validate(dto, data, at);
  return { type, data } as DomainEvent<Types>;
}
