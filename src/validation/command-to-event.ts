import type { Command } from '../command-handling/decider.js';
import { CommandRejectedError, type Violation } from '../command-handling/errors.js';
import type { DomainEvent } from '../domain/domain-event.js';
import { canonicalFields } from './canonical-fields.js';
import type { EventSchemas } from './event-definition.js';
import { violationsIn } from './violations.js';

/** An event as a command asks for it, and what is wrong with it. With violations, no field has to be of its type. */
export interface CheckedEvent<Types> {
  readonly event: DomainEvent<Types>;
  readonly violations: readonly Violation[];
}

/**
 * The event that a command asks for: its `type`, and its other fields as the data, in canonical form, with its type's
 * defaults for what it leaves out; and a violation for an unknown type or for each bad field.
 */
export function readCommand<Types>(
  { types }: EventSchemas<keyof Types & string>,
  body: Command,
  at = '',
): CheckedEvent<Types> {
  const { type, ...fields } = body;
  if (typeof type !== 'string' || !Object.hasOwn(types, type)) {
    const message = `type must be one of: ${Object.keys(types).join(', ')}.`;
    const violations = [{ pointer: `${at}/type`, code: 'unknown-type', message }];
    // Whatever was given, later checks get a text: JSON has values that can't even be the name of a member.
    const given = typeof type === 'string' ? type : '';
    return { event: { type: given, data: fields } as DomainEvent<Types>, violations };
  }
  const { dto, defaults } = types[type as keyof Types & string];
  const data = canonicalFields(dto, { ...defaults, ...fields });
  return { event: { type, data } as DomainEvent<Types>, violations: violationsIn(dto, data, at) };
}

/** The event that a valid command asks for. Throws a `CommandRejectedError` for any other. */
export function toDomainEvent<Types>(schemas: EventSchemas<keyof Types & string>, body: Command): DomainEvent<Types> {
  const { event, violations } = readCommand<Types>(schemas, body);
  if (violations.length > 0) throw new CommandRejectedError(violations);
  return event;
}
