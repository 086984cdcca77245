import { Injectable } from '@nestjs/common';
import type { CommandContext, CommandResult } from '../command-handling/command-context.js';
import { CommandExecutor } from '../command-handling/command-executor.js';
import type { Command, CommandHandler } from '../command-handling/decider.js';
import { ReferenceChecker, referenceTo } from '../command-handling/reference-checker.js';
import { streamName } from '../domain/domain-event.js';
import { BASES } from '../domain/vocabulary.js';
import { readCommand } from '../validation/command-to-event.js';
import { parseId } from '../validation/field-decorators.js';
import { policyDecider } from './policy.decider.js';
import { POLICY_EVENTS } from './policy.event-types.js';
import type { PolicyDefined, PolicyEventTypes } from './policy.events.js';

@Injectable()
export class PoliciesService implements CommandHandler {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly references: ReferenceChecker,
  ) {}

  async record(policy: string, command: Command, context: CommandContext): Promise<CommandResult> {
    const execute = await this.prepare(policy, command, context);
    return execute();
  }

  async prepare(policy: string, command: Command, context: CommandContext): Promise<() => Promise<CommandResult>> {
    const { event, violations } = readCommand<PolicyEventTypes>(POLICY_EVENTS, command);
    const raters: unknown = event.data.raters;
    const references = (Array.isArray(raters) ? (raters as unknown[]) : []).flatMap((rater, index) =>
      referenceTo('actor', rater, `/raters/${index}`),
    );
    await this.references.require(references, violations);
    const stream = streamName('policy', parseId(policy));
    const defined = { type: event.type, data: inOrder(event.data) };
    return () => this.executor.record(stream, policyDecider, { policy, event: defined }, context);
  }
}

/** The order of items in a list means nothing: the same parameters are the same policy. */
function inOrder({ denialBases, raters, ...rest }: PolicyDefined): PolicyDefined {
  return {
    ...rest,
    ...(denialBases !== undefined && { denialBases: BASES.filter((basis) => denialBases.includes(basis)) }),
    ...(raters !== undefined && { raters: [...new Set(raters)].sort() }),
  };
}
