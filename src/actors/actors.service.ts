import { Injectable } from '@nestjs/common';
import type { Command, CommandHandler } from '../command-handling/decider.js';
import { ReferenceChecker, type Reference } from '../command-handling/reference-checker.js';
import { streamName } from '../domain/domain-event.js';
import type { CommandResult, CommandContext } from '../command-handling/command-context.js';
import { CommandExecutor } from '../command-handling/command-executor.js';
import { parseId } from '../validation/field-decorators.js';
import { toDomainEvent } from '../validation/command-to-event.js';
import { actorDecider } from './actor.decider.js';
import { ACTOR_EVENTS } from './actor.event-types.js';
import type { ActorEvent, ActorEventTypes } from './actor.events.js';

@Injectable()
export class ActorsService implements CommandHandler {
  constructor(
    private readonly recorder: CommandExecutor,
    private readonly existence: ReferenceChecker,
  ) {}

  async record(actor: string, command: Command, context: CommandContext): Promise<CommandResult> {
    const record = await this.prepare(actor, command, context);
    return record();
  }

  async prepare(actor: string, command: Command, context: CommandContext): Promise<() => Promise<CommandResult>> {
    const event = toDomainEvent<ActorEventTypes>(ACTOR_EVENTS, command);
    await this.existence.require(thingsNamedBy(event));
    const stream = streamName('actor', parseId(actor));
    return () => this.recorder.record(stream, actorDecider, { actor, event }, context);
  }
}

function thingsNamedBy({ type, data }: ActorEvent): Reference[] {
  const things: Reference[] = [];
  if ('outlet' in data && data.outlet != null) things.push({ noun: 'actor', id: data.outlet, pointer: '/outlet' });
  if (type === 'MandateRecorded') {
    things.push({ noun: 'actor', id: data.speaksFor, pointer: '/speaksFor' });
    if (data.document !== undefined) things.push({ noun: 'document', id: data.document, pointer: '/document' });
  }
  return things;
}
