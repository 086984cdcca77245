import type { Database, Statement } from 'better-sqlite3';
import type { ClaimEvent } from '../claim.events.js';
import type { EventTableRow } from '../../read-model/event-table.js';
import { ClaimFold, type FoldedEntry } from './claim-fold.js';

/** A row of the table `entries`. */
export interface EntryRow {
  readonly position: number;
  /** The claim's number: the position of its registration. */
  readonly claim: number;
  readonly revision: number;
  readonly recordedAt: string;
  /** The entry's id. */
  readonly entry: string;
  readonly occurredFrom: string | null;
  readonly occurredTo: string | null;
}

type StoredEntry = Pick<EntryRow, 'position' | 'revision' | 'recordedAt'> & Pick<EventTableRow, 'type' | 'data'>;

const NONE: ReadonlySet<string> = new Set();

/** Reads claims from their rows. */
export class ClaimReader {
  /** What had happened in the world by then counts; undefined for all that is recorded. */
  get validAt(): string | undefined {
    return undefined;
  }

  /** References of the entries read so far that a scenario excludes. */
  get excluded(): ReadonlySet<string> {
    return NONE;
  }

  private readonly numberOf: Statement<[string], { readonly number: number }>;
  private readonly linkedFrom: Statement<[string], { readonly claim: string }>;
  private readonly linkedTo: Statement<[string], { readonly other: string }>;
  private readonly entriesOf: Statement<[number], StoredEntry>;

  constructor(database: Database) {
    this.numberOf = database.prepare('SELECT number FROM claim_versions WHERE id = ? LIMIT 1');
    this.linkedFrom = database.prepare(
      `SELECT DISTINCT claim FROM claim_links WHERE other = ? AND relation = 'same-as' ORDER BY claim`,
    );
    this.linkedTo = database.prepare(
      `SELECT DISTINCT other FROM claim_links WHERE claim = ? AND relation = 'same-as' ORDER BY other`,
    );
    this.entriesOf = database.prepare(
      `SELECT position, e.revision, e.recordedAt, type, data FROM entries e JOIN events USING (position)
       WHERE claim = ? ORDER BY e.revision`,
    );
  }

  number(id: string): number | undefined {
    return this.numberOf.get(id)?.number;
  }

  /** The claims in whose streams this one was ever linked or unlinked by `same-as`. */
  linkedAsSame(id: string): string[] {
    return this.linkedFrom.all(id).map(({ claim }) => claim);
  }

  /** These claims and all that were ever linked with them by `same-as`, directly or indirectly. */
  everLinkedAsSame(ids: Iterable<string>): Set<string> {
    const group = new Set(ids);
    for (const id of group) {
      for (const other of this.linkedAsSame(id)) group.add(other);
      for (const { other } of this.linkedTo.all(id)) group.add(other);
    }
    return group;
  }

  entries(id: string): FoldedEntry[] {
    const number = this.number(id);
    return number === undefined ? [] : this.entriesOf.all(number).map(entryOf);
  }

  /** @param isKnown leaves out all other entries; default: none */
  fold(id: string, isKnown: (entry: FoldedEntry) => boolean = () => true): ClaimFold | undefined {
    const [registration, ...entries] = this.entries(id).filter(isKnown);
    if (!registration) return undefined;
    const fold = new ClaimFold(id, registration);
    for (const entry of entries) fold.apply(entry);
    return fold;
  }
}

const entryOf = ({ type, data, position, revision, recordedAt }: StoredEntry): FoldedEntry => ({
  event: { type, data: JSON.parse(data) as unknown } as ClaimEvent,
  position,
  revision,
  recordedAt,
});
