import { Injectable } from '@nestjs/common';
import type { Command, CommandHandler } from '../command-handling/decider.js';
import { ReferenceChecker } from '../command-handling/reference-checker.js';
import { streamName } from '../domain/domain-event.js';
import type { CommandResult, CommandContext } from '../command-handling/command-context.js';
import { CommandExecutor } from '../command-handling/command-executor.js';
import { parseId } from '../validation/field-decorators.js';
import { nounReferences } from '../validation/references.js';
import { withoutRepeats } from '../validation/repeated-items.js';
import { readCommand } from '../validation/command-to-event.js';
import { actorDecider, type ActorLink } from './actor.decider.js';
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
    const { event: sent, violations } = readCommand<ActorEventTypes>(ACTOR_EVENTS, command);
    await this.references.require(nounReferences<ActorEventTypes>(ACTOR_EVENTS, sent), violations);
    const event = withoutRepeats<ActorEventTypes>(ACTOR_EVENTS, sent);
    const stream = streamName('actor', parseId(actor));
    const reverseLink = await this.reverseLink(actor, event);
    return () => this.executor.record(stream, actorDecider, { actor, event, reverseLink }, context);
  }

  /** The last link or unlink with this actor in the stream of the actor that it is linked to or unlinked from. */
  private async reverseLink(actor: string, { type, data }: ActorEvent): Promise<ActorLink | undefined> {
    if (type !== 'ActorLinked' && type !== 'ActorUnlinked') return undefined;
    const other = await this.executor.loadState(streamName('actor', data.other), actorDecider);
    return other.links.get(actor);
  }
}
