import type { ClaimEvent } from '../../claims/claim.events.js';
import { entryReferencesIn, foreignEntry, localEntry } from '../../claims/claim.references.js';
import type { RecordedEvent } from '../../event-log/event-log.js';
import { parseStreamName } from '../../domain/domain-event.js';
import type { SeenIds } from './seen-ids.js';

/**
 * Checks that entry ids are unique within their claim, and that entries name only entries, of this claim or of another,
 * that were recorded before.
 */
export class EntriesCheck {
  constructor(private readonly ids: SeenIds) {}

  /** Takes the events in log order. Returns what is wrong with this one; nothing if it isn't an entry. */
  check({ stream, type, data }: RecordedEvent): string[] {
    const name = parseStreamName(stream);
    if (name?.noun !== 'claim') return [];
    const claim = name.id;
    const messages = referencedBy({ type, data } as unknown as ClaimEvent)
      .filter((ref) => !this.isRecorded(claim, ref))
      .map((ref) => `the event names the entry ${JSON.stringify(ref)}, which no earlier event records`);
    const { id } = data;
    if (typeof id === 'string' && !this.ids.addEntry(claim, id)) {
      messages.push(`the claim already has an entry ${JSON.stringify(id)}`);
    }
    return messages;
  }

  private isRecorded(claim: string, ref: string): boolean {
    const local = localEntry(ref, claim);
    const { claim: home, id } = local === undefined ? foreignEntry(ref) : { claim, id: local };
    return this.ids.hasEntry(home, id);
  }
}

/** Malformed data yield nothing: `checkEvent` reports them. */
function referencedBy(entry: ClaimEvent): string[] {
  try {
    const refs: unknown[] = entryReferencesIn(entry).map(({ ref }) => ref);
    if (entry.type === 'EntryVoided') refs.push(entry.data.voids);
    return refs.filter((ref) => typeof ref === 'string');
  } catch (error) {
    if (error instanceof TypeError) return [];
    throw error;
  }
}
