import type { ClaimEvent } from '../../claims/claim.events.js';
import { entryReferencesIn, foreignEntry, localEntry } from '../../claims/claim.references.js';
import type { RecordedEvent } from '../../event-log/event-log.js';
import { parseStreamName } from '../../domain/domain-event.js';
import type { SeenIds } from './seen-ids.js';

/**
 * Checks the entries of claims among each other: that each has an id that no other of its claim has, and that those
 * which it names, of whatever claim, are there before it.
 */
export class EntriesCheck {
  constructor(private readonly ids: SeenIds) {}

  /** Takes the events in the order of the log, and says what is wrong with one that is an entry. */
  check({ stream, type, data }: RecordedEvent): string[] {
    const named = parseStreamName(stream);
    if (named?.noun !== 'claim') return [];
    const claim = named.id;
    const complaints = namedBy({ type, data } as unknown as ClaimEvent)
      .filter((ref) => !this.has(claim, ref))
      .map((ref) => {
        const which = localEntry(ref, claim) === undefined ? 'that claim' : 'the claim';
        return `it names the entry ${JSON.stringify(ref)}, which ${which} doesn't have before it`;
      });
    const { id } = data;
    if (typeof id === 'string' && !this.ids.addEntry(claim, id)) {
      complaints.push(`the claim has an entry ${JSON.stringify(id)} before it`);
    }
    return complaints;
  }

  private has(claim: string, ref: string): boolean {
    const own = localEntry(ref, claim);
    const { claim: of, id } = own === undefined ? foreignEntry(ref) : { claim, id: own };
    return this.ids.hasEntry(of, id);
  }
}

/** Of data that aren't as they must be nothing is asked: that is told already. */
function namedBy(entry: ClaimEvent): string[] {
  try {
    const refs: unknown[] = entryReferencesIn(entry).map(({ ref }) => ref);
    if (entry.type === 'EntryVoided') refs.push(entry.data.voids);
    return refs.filter((ref) => typeof ref === 'string');
  } catch (error) {
    if (error instanceof TypeError) return [];
    throw error;
  }
}
