import type { CommandResult } from '../../../command-handling/command-context.js';
import type { Command } from '../../../command-handling/decider.js';
import { EVENT_CATALOG } from '../../../ledger/event-catalog.js';
import type { DeliveryRecorded } from '../../../deliveries/delivery.events.js';

const MAX_NAMED = 20;

/** Counts what the commands of a delivery recorded. */
export class RecordTally {
  private commands = 0;
  private unchanged = 0;
  private readonly claims = new Set<string>();
  private readonly entries = new Set<string>();
  private position: string | undefined;

  add(command: Command, { written, place }: CommandResult): void {
    if (written.length === 0) {
      this.unchanged += 1;
      return;
    }
    this.commands += 1;
    if (place && place.position > (this.position ?? '')) this.position = place.position;
    if (EVENT_CATALOG.get(String(command['type']))?.aggregate !== 'claim') return;
    const claim = String(command['claim']);
    this.claims.add(claim);
    for (const { data } of written) this.entries.add(`${claim}/${(data as { readonly id: string }).id}`);
  }

  get record(): DeliveryRecorded {
    const { commands, unchanged, position } = this;
    return {
      commands,
      unchanged,
      claims: [...this.claims].slice(0, MAX_NAMED),
      entries: [...this.entries].slice(0, MAX_NAMED),
      ...(position !== undefined && { position }),
    };
  }
}
