import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Command, CommandHandler } from '../command-handling/decider.js';
import { uuidFrom } from '../lib/digest.js';
import type { Violation } from '../command-handling/errors.js';
import { ReferenceChecker } from '../command-handling/reference-checker.js';
import { streamName } from '../domain/domain-event.js';
import type { CommandResult, CommandContext } from '../command-handling/command-context.js';
import { CommandExecutor } from '../command-handling/command-executor.js';
import { parseId } from '../validation/field-decorators.js';
import { withoutRepeats } from '../validation/repeated-items.js';
import { readCommand } from '../validation/command-to-event.js';
import { claimDecider } from './claim.decider.js';
import { CLAIM_EVENTS } from './claim.event-types.js';
import type { ClaimEvent, ClaimEventTypes } from './claim.events.js';
import { entryReferencesIn, foreignEntry, localEntry, referencesIn } from './claim.references.js';
import { type LastLink, lastLink } from './claim.state.js';

@Injectable()
export class ClaimsService implements CommandHandler {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly references: ReferenceChecker,
  ) {}

  record(claim: string, command: Command, context: CommandContext): Promise<CommandResult> {
    return this.recordAll(claim, [command], context);
  }

  prepare(claim: string, command: Command, context: CommandContext): Promise<() => Promise<CommandResult>> {
    return this.prepareAll(claim, [command], context);
  }

  /** Records several entries of one claim in this order, atomically: all of them, or none. */
  async recordAll(claim: string, commands: readonly Command[], context: CommandContext): Promise<CommandResult> {
    const execute = await this.prepareAll(claim, commands, context);
    return execute();
  }

  private async prepareAll(
    claim: string,
    commands: readonly Command[],
    context: CommandContext,
  ): Promise<() => Promise<CommandResult>> {
    const prefixOf = (index: number) => (commands.length > 1 ? `/${index}` : '');
    const read = commands.map((command, index) => {
      const id = command.id === undefined ? generateEntryId(context, index) : command.id;
      const fields = { ...command, ...(command.type !== 'ClaimRegistered' && { id }) };
      return readCommand<ClaimEventTypes>(CLAIM_EVENTS, fields, prefixOf(index));
    });
    const entries = read.map(({ event }) => event);
    const violations = read.flatMap((each) => each.violations);
    violations.push(...(await this.missingEntries(claim, entries, prefixOf, violations.length > 0)));
    await this.references.require(
      entries.flatMap((entry, index) => referencesIn(entry, prefixOf(index))),
      violations,
    );
    const reverseLinks = await this.reverseLinks(claim, entries);
    const recorded = entries.map((entry) => withoutRepeats<ClaimEventTypes>(CLAIM_EVENTS, entry));
    const { scopes = [] } = context;
    const command = { claim, entries: recorded, now: this.executor.now(), scopes, reverseLinks };
    const stream = streamName('claim', parseId(claim));
    return () => this.executor.record(stream, claimDecider, command, context);
  }

  /**
   * A violation for each reference to an entry of another claim that doesn't exist. Entries of this claim are the
   * decider's, which a malformed command doesn't reach.
   */
  private async missingEntries(
    claim: string,
    entries: readonly ClaimEvent[],
    prefixOf: (index: number) => string,
    isMalformed: boolean,
  ): Promise<Violation[]> {
    const violations: Violation[] = [];
    const batch = new Set(entries.map(({ data }) => data.id));
    for (const { ref, pointer } of entries.flatMap((entry, index) => entryReferencesIn(entry, prefixOf(index)))) {
      const own = localEntry(ref, claim);
      if (own !== undefined && (!isMalformed || batch.has(own))) continue;
      const { claim: holder, id } = own === undefined ? foreignEntry(ref) : { claim, id: own };
      const state = await this.executor.loadState(streamName('claim', holder), claimDecider);
      if (state.entries.has(id)) continue;
      violations.push({ pointer, code: 'unknown-entry', message: `There is no entry "${ref}".` });
    }
    return violations;
  }

  /** The last `same-as` link to this claim in the streams of the claims that it is linked to or unlinked from. */
  private async reverseLinks(claim: string, entries: readonly ClaimEvent[]): Promise<Map<string, LastLink>> {
    const links = new Map<string, LastLink>();
    for (const { type, data } of entries) {
      if ((type !== 'ClaimLinked' && type !== 'ClaimUnlinked') || data.relation !== 'same-as') continue;
      const other = await this.executor.loadState(streamName('claim', data.other), claimDecider);
      links.set(data.other, lastLink(other, 'same-as', claim));
    }
    return links;
  }
}

/** The same for a retry with the same idempotency key, so that its body is the same. */
function generateEntryId({ idempotency }: CommandContext, index: number): string {
  return idempotency ? uuidFrom(idempotency.key, index) : randomUUID();
}
