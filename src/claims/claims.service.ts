import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Command, CommandHandler } from '../command-handling/decider.js';
import { uuidFrom } from '../lib/digest.js';
import { CommandRejectedError, type Violation } from '../command-handling/errors.js';
import { ReferenceChecker } from '../command-handling/reference-checker.js';
import { streamName } from '../domain/domain-event.js';
import type { CommandResult, CommandContext } from '../command-handling/command-context.js';
import { CommandExecutor } from '../command-handling/command-executor.js';
import { parseId } from '../validation/field-decorators.js';
import { toDomainEvent } from '../validation/command-to-event.js';
import { claimDecider } from './claim.decider.js';
import { CLAIM_EVENTS } from './claim.event-types.js';
import type { ClaimEvent, ClaimEventTypes } from './claim.events.js';
import { entryReferencesIn, foreignEntry, localEntry, referencesIn } from './claim.references.js';
import { type LastLink, lastLink } from './claim.state.js';

@Injectable()
export class ClaimsService implements CommandHandler {
  constructor(
    private readonly recorder: CommandExecutor,
    private readonly existence: ReferenceChecker,
  ) {}

  record(claim: string, command: Command, context: CommandContext): Promise<CommandResult> {
    return this.recordAll(claim, [command], context);
  }

  prepare(claim: string, command: Command, context: CommandContext): Promise<() => Promise<CommandResult>> {
    return this.prepareAll(claim, [command], context);
  }

  /** Records several entries of one claim, in this order: all of them or none. */
  async recordAll(claim: string, commands: readonly Command[], context: CommandContext): Promise<CommandResult> {
    const record = await this.prepareAll(claim, commands, context);
    return record();
  }

  private async prepareAll(
    claim: string,
    commands: readonly Command[],
    context: CommandContext,
  ): Promise<() => Promise<CommandResult>> {
    const at = (index: number) => (commands.length > 1 ? `/${index}` : '');
    const entries = commands.map((command, index) => {
      const id = command.id === undefined ? madeId(context, index) : command.id;
      return toDomainEvent<ClaimEventTypes>(
        CLAIM_EVENTS,
        { ...command, ...(command.type !== 'ClaimRegistered' && { id }) },
        at(index),
      );
    });
    await this.existence.require(entries.flatMap((entry, index) => referencesIn(entry, at(index))));
    await this.requireForeignEntries(claim, entries, at);
    const command = { claim, entries, now: this.recorder.now(), otherSides: await this.otherSides(claim, entries) };
    const stream = streamName('claim', parseId(claim));
    return () => this.recorder.record(stream, claimDecider, command, context);
  }

  private async requireForeignEntries(
    claim: string,
    entries: readonly ClaimEvent[],
    at: (index: number) => string,
  ): Promise<void> {
    const violations: Violation[] = [];
    for (const { ref, pointer } of entries.flatMap((entry, index) => entryReferencesIn(entry, at(index)))) {
      if (localEntry(ref, claim) !== undefined) continue;
      const foreign = foreignEntry(ref);
      const state = await this.recorder.loadState(streamName('claim', foreign.claim), claimDecider);
      if (state.entries.has(foreign.id)) continue;
      violations.push({ pointer, code: 'unknown-entry', message: `There is no entry "${ref}".` });
    }
    if (violations.length > 0) throw new CommandRejectedError(violations);
  }

  /** Of a merge, either claim's stream may hold the last word. */
  private async otherSides(claim: string, entries: readonly ClaimEvent[]): Promise<Map<string, LastLink>> {
    const sides = new Map<string, LastLink>();
    for (const { type, data } of entries) {
      if ((type !== 'ClaimLinked' && type !== 'ClaimUnlinked') || data.relation !== 'same-as') continue;
      const other = await this.recorder.loadState(streamName('claim', data.other), claimDecider);
      sides.set(data.other, lastLink(other, 'same-as', claim));
    }
    return sides;
  }
}

function madeId({ idempotency }: CommandContext, index: number): string {
  return idempotency ? uuidFrom(idempotency.key, index) : randomUUID();
}
