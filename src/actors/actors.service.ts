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
    private readonly executor: CommandExecutor,
    private readonly references: ReferenceChecker,
  ) {}

  async record(actor: string, command: Command, context: CommandContext): Promise<CommandResult> {
    const execute = await this.prepare(actor, command, context);
    return execute();
  }

  async prepare(actor: string, command: Command, context: CommandContext): Promise<() => Promise<CommandResult>> {
    const event = toDomainEvent<ActorEventTypes>(ACTOR_EVENTS, command);
    await this.references.require(referencesIn(event));
    const stream = streamName('actor', parseId(actor));
    return () => this.executor.record(stream, actorDecider, { actor, event }, context);
  }
}

function referencesIn({ type, data }: ActorEvent): Reference[] {
  const references: Reference[] = [];
  if ('outlet' in data && data.outlet != null) references.push({ noun: 'actor', id: data.outlet, pointer: '/outlet' });
  if (type === 'MandateRecorded') {
    references.push({ noun: 'actor', id: data.speaksFor, pointer: '/speaksFor' });
    if (data.document !== undefined) references.push({ noun: 'document', id: data.document, pointer: '/document' });
  }
  return references;
}
