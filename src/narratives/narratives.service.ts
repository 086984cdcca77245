import { Injectable } from '@nestjs/common';
import type { Command, CommandHandler } from '../command-handling/decider.js';
import { ReferenceChecker } from '../command-handling/reference-checker.js';
import { streamName } from '../domain/domain-event.js';
import type { CommandResult, CommandContext } from '../command-handling/command-context.js';
import { CommandExecutor } from '../command-handling/command-executor.js';
import { parseId } from '../validation/field-decorators.js';
import { nounReferences } from '../validation/references.js';
import { readCommand } from '../validation/command-to-event.js';
import { narrativeDecider } from './narrative.decider.js';
import { NARRATIVE_EVENTS } from './narrative.event-types.js';
import type { NarrativeEventTypes } from './narrative.events.js';

@Injectable()
export class NarrativesService implements CommandHandler {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly references: ReferenceChecker,
  ) {}

  async record(narrative: string, command: Command, context: CommandContext): Promise<CommandResult> {
    const execute = await this.prepare(narrative, command, context);
    return execute();
  }

  async prepare(narrative: string, command: Command, context: CommandContext): Promise<() => Promise<CommandResult>> {
    const { event, violations } = readCommand<NarrativeEventTypes>(NARRATIVE_EVENTS, command);
    await this.references.require(nounReferences<NarrativeEventTypes>(NARRATIVE_EVENTS, event), violations);
    const stream = streamName('narrative', parseId(narrative));
    return () => this.executor.record(stream, narrativeDecider, { narrative, event }, context);
  }
}
