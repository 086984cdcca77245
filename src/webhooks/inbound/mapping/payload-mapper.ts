import type { Principal } from '../../../access/access.service.js';
import type { Command } from '../../../command-handling/decider.js';
import { digestOf } from '../../../lib/digest.js';
import type { Json } from '../../../lib/json.js';
import { ExpressionError, type Expressions } from '../../expressions/expressions.js';
import { cloudEventsIn } from './cloudevents-in.js';
import { commandList, commandsIn } from './commands-in.js';
import { expressionInput } from './expression-input.js';
import { type InboundPayload, parsePayload } from './inbound-payload.js';
import { type Mapped, MappingError, requireFew, withKeys } from './mapped.js';
import type { Mapping } from './mapping.js';
import type { RelayedEvents } from './relayed-events.js';
import type { ReviewPayloads } from './review-payloads.js';

/** Turns payloads into commands. */
export class PayloadMapper {
  constructor(
    private readonly expressions: Pick<Expressions, 'evaluate'>,
    private readonly reviews: Pick<ReviewPayloads, 'map'>,
    private readonly relayed: Pick<RelayedEvents, 'isKnown'>,
  ) {}

  /**
   * The commands that a payload leads to. The same mapping and payload always lead to the same commands; ClaimReview leads
   * to those that the ledger lacks, and so do events that another ledger received by an integration.
   *
   * @param principal as whom they will be recorded
   * @throws MappingError
   */
  async map(mapping: Mapping, payload: InboundPayload, principal: Principal): Promise<Mapped> {
    const mapped = await this.mapped(mapping, payload, principal);
    requireFew(mapped.commands.length);
    return mapped;
  }

  private async mapped(mapping: Mapping, payload: InboundPayload, principal: Principal): Promise<Mapped> {
    const origin = [principal.id, payload.id];
    switch (mapping.kind) {
      case 'commands':
        return { commands: withKeys(await commandsIn(payload.body), origin), faults: [] };
      case 'cloudevents':
        return { commands: await this.commandsOfEvents(payload, principal), faults: [] };
      case 'claimreview':
        return this.reviews.map(mapping, payload, principal);
      case 'expression':
        return { commands: withKeys(await this.evaluated(mapping.expression, payload), origin), faults: [] };
    }
  }

  private async evaluated(expression: string, payload: InboundPayload): Promise<readonly Command[]> {
    const input = expressionInput(payload);
    let result: Json;
    try {
      result = await this.expressions.evaluate(expression, input, payload.receivedAt);
    } catch (error) {
      if (!(error instanceof ExpressionError) || error.code === 'stopped') throw error;
      if (error.code === 'no-result') return [];
      throw new MappingError(`The expression of the mapping fails on this payload. ${error.message}`);
    }
    if (result === null) return [];
    const checked = parsePayload(Buffer.from(JSON.stringify(result)), 'The result of the expression');
    return commandList(checked, 'The result of the expression');
  }

  /** A command of an event is recognised by the event's source and id, in whichever delivery it comes. */
  private async commandsOfEvents(payload: InboundPayload, principal: Principal): Promise<Command[]> {
    const all: Command[] = [];
    for (const { source, id, commands, relayed } of cloudEventsIn(payload)) {
      if (relayed && (await this.relayed.isKnown(relayed))) continue;
      const keyOf = (index: number) => `cloudevent/${digestOf([principal.id, source, id, index])}`;
      all.push(...commands.map((command, index) => ({ ...command, key: command['key'] ?? keyOf(index) })));
    }
    return all;
  }
}
