import type { Database, Statement } from 'better-sqlite3';
import type { StateBody } from '../claims/projection/state-timeline.js';
import type { Rating, Status } from '../domain/vocabulary.js';
import type { Rule } from '../verification/standard/rule-names.js';
import type { ActorIdentities } from './actor-identities.js';

/** The state of a claim, and the last origins that it had. */
export interface ClaimOrigins {
  readonly status: Status;
  readonly rule: Rule;
  readonly rating: Rating | null;
  /** Of the claim's state; if it has none, of the last state that had. */
  readonly origins: StateBody['origins'];
  /** Whether they are those of the claim's state. */
  readonly supported: boolean;
  /** Whether these are all. */
  readonly isComplete: boolean;
}

interface StateRow extends Pick<ClaimOrigins, 'status' | 'rule' | 'rating'> {
  /** JSON. */
  readonly cause: string;
  /** JSON. */
  readonly body: string;
}

/** Whether what brought this state about still counts. */
function isKept(row: StateRow | undefined, counts: (ref: string) => boolean): boolean {
  const cause = JSON.parse(row?.cause ?? '{}') as Partial<Record<'entry', string>>;
  return cause.entry === undefined || counts(cause.entry);
}

/** Reads the origins of claims as of one moment of recorded time. */
export class ClaimOriginReader {
  private readonly states: Statement<[number, string], StateRow>;

  constructor(
    database: Database,
    private readonly at: string,
  ) {
    this.states = database.prepare(
      `SELECT status, rule, rating, cause, body FROM claim_states
       WHERE claim = ? AND recordedFrom <= ? AND recordedFrom < recordedTo ORDER BY recordedFrom DESC, position DESC, step DESC`,
    );
  }

  /**
   * Undefined if the claim never had an origin. For a claim without one, mistakes don't count: entries that were voided
   * since, and states that ended because an entry was voided or claims were no longer merged.
   *
   * @param counts whether a reference is to an act that isn't voided
   */
  last(claim: number, counts: (ref: string) => boolean): ClaimOrigins | undefined {
    let now: StateRow | undefined;
    let endedBy: StateRow | undefined;
    for (const row of this.states.iterate(claim, this.at)) {
      now ??= row;
      const { origins: all, totals } = JSON.parse(row.body) as StateBody;
      const supported = row === now;
      const origins = supported
        ? all
        : all.filter(({ entries }) => entries.length === 0 || entries.some((entry) => counts(entry)));
      if (origins.length > 0 && (supported || isKept(endedBy, counts))) {
        const { status, rule, rating } = now;
        return { status, rule, rating, origins, supported, isComplete: totals.origins === all.length };
      }
      endedBy = row;
    }
    return undefined;
  }

  /** Whether an origin of the claim is circular, with these actors only, of which there are several. */
  isCircular(claim: number, among: ReadonlySet<string>, actors: ActorIdentities): boolean {
    const [row] = this.states.all(claim, this.at);
    const { origins = [] } = row ? (JSON.parse(row.body) as StateBody) : {};
    return origins.some((origin) => {
      const ids = new Set(origin.actors.map((id) => actors.namedIdOf(id)));
      return origin.nature === 'circular' && ids.size > 1 && [...ids].every((id) => among.has(id));
    });
  }
}

/** The actors to which every one of these origins leads: ids of `ActorIdentities`. */
export function soleActorsOf({ origins, isComplete }: ClaimOrigins, actors: ActorIdentities): readonly string[] {
  if (!isComplete) return [];
  const [first = [], ...others] = origins.map((origin) => [
    ...new Set(origin.actors.map((id) => actors.namedIdOf(id))),
  ]);
  return first.filter((id) => others.every((ids) => ids.includes(id)));
}
