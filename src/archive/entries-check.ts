import type { ClaimEvent } from '../claims/claim.events.js';
import { entriesNamedBy, localEntry } from '../claims/claim.references.js';
import { isTooDeep } from '../event-log/append-rules.js';
import type { RecordedEvent } from '../event-log/event-log.js';
import { nounOf } from '../recording/fact.js';

/**
 * Checks the entries of claims among each other: that each has an id of its own, and that the entries of the same claim
 * which it names are there before it. Remembers the ids of one claim at a time.
 */
export class EntriesCheck {
  private stream: string | undefined;
  private ids = new Set<unknown>();

  /** Takes one stream of a claim after the other, each in its own order, and says what is wrong. */
  check({ stream, type, data }: RecordedEvent): string[] {
    if (stream !== this.stream) {
      this.stream = stream;
      this.ids = new Set();
    }
    if (isTooDeep(data)) return [];
    const complaints = namedBy({ type, data } as unknown as ClaimEvent, nounOf(stream)?.id ?? '')
      .filter((id) => !this.ids.has(id))
      .map((id) => `it names the entry ${JSON.stringify(id)}, which the claim doesn't have before it`);
    if (this.ids.has(data['id'])) complaints.push(`the claim has an entry ${JSON.stringify(data['id'])} before it`);
    this.ids.add(data['id']);
    return complaints;
  }
}

/** Of data that aren't as they must be nothing is asked: that is told already. */
function namedBy(entry: ClaimEvent, claim: string): unknown[] {
  try {
    const named: unknown[] = entriesNamedBy(entry).map(({ ref }) => localEntry(ref, claim));
    if (entry.type === 'EntryVoided') named.push(entry.data.voids);
    return named.filter((id) => id !== undefined);
  } catch (error) {
    if (error instanceof TypeError) return [];
    throw error;
  }
}
