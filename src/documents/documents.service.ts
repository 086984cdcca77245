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
import { documentDecider } from './document.decider.js';
import { DOCUMENT_EVENTS } from './document.event-types.js';
import type { DocumentEventTypes } from './document.events.js';

@Injectable()
export class DocumentsService implements CommandHandler {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly references: ReferenceChecker,
  ) {}

  async record(document: string, command: Command, context: CommandContext): Promise<CommandResult> {
    const execute = await this.prepare(document, command, context);
    return execute();
  }

  async prepare(document: string, command: Command, context: CommandContext): Promise<() => Promise<CommandResult>> {
    const { event: sent, violations } = readCommand<DocumentEventTypes>(DOCUMENT_EVENTS, command);
    await this.references.require(nounReferences<DocumentEventTypes>(DOCUMENT_EVENTS, sent), violations);
    const event = withoutRepeats<DocumentEventTypes>(DOCUMENT_EVENTS, sent);
    const now = this.executor.now();
    const stream = streamName('document', parseId(document));
    return () => this.executor.record(stream, documentDecider, { document, event, now }, context);
  }
}
