import type { ReadModel } from '../read-model/read-model.js';
import { ClaimListQueries } from '../claims/queries/claim-list.queries.js';
import type { ClaimFilter } from '../claims/queries/views.js';
import type { ClaimReader } from '../claims/projection/claim-reader.js';
import type { ActorIdentities } from './actor-identities.js';

/** Which claims, and which of their entries. `since` (inclusive) and `until` (exclusive) bound the recorded time. */
export interface Scope {
  readonly narrative?: string | undefined;
  readonly topic?: string | undefined;
  readonly kind?: ClaimFilter['kind'];
  readonly about?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** More than any ledger has. */
const ALL = 1_000_000_000;

/** Finds the claims in which an analysis looks. */
export class ClaimScope {
  constructor(
    private readonly readModel: ReadModel,
    private readonly claims: ClaimReader,
    private readonly actors: ActorIdentities,
    private readonly at: string,
  ) {}

  /**
   * The ids of the claims, in the order of registration.
   *
   * @param actors only claims that name each of these, or one of its unnamed sources or documents, and those merged with
   * them
   */
  ids({ since: _since, until: _until, ...filter }: Scope, actors: readonly string[]): string[] {
    const named = actors.map((actor) => this.naming(actor));
    const isNamed = (id: string) => named.every((ids) => ids.has(id));
    if (Object.values(filter).some((value) => value !== undefined)) {
      const { numbers } = new ClaimListQueries(this.readModel).numbers(
        { ...filter, sort: 'oldest' },
        { at: this.at, limit: ALL },
      );
      const idOf = this.readModel.database.prepare<[number], { id: string }>(
        'SELECT id FROM claim_versions WHERE position = ?',
      );
      return numbers
        .sort((a, b) => a - b)
        .flatMap((number) => idOf.get(number)?.id ?? [])
        .filter(isNamed);
    }
    const [first] = named;
    if (first) {
      const number = (id: string) => this.claims.number(id) ?? 0;
      return [...first].filter(isNamed).sort((a, b) => number(a) - number(b));
    }
    return this.readModel.database
      .prepare<[string], { id: string }>(
        'SELECT id FROM claim_versions WHERE position = number AND recordedFrom <= ? ORDER BY number',
      )
      .all(this.at)
      .map(({ id }) => id);
  }

  /** Claims that ever named an actor, one of its unnamed sources or one of its documents, and those merged with them. */
  private naming(actor: string): Set<string> {
    const naming = this.readModel.database.prepare<[string, string], { claim: string }>(
      'SELECT claim FROM claim_names WHERE noun = ? AND id = ?',
    );
    const published = this.readModel.database.prepare<[string], { id: string }>(
      `SELECT DISTINCT id FROM document_versions WHERE attributes ->> 'publisher' = ?`,
    );
    const members = this.actors.membersOf(actor);
    const names = [
      ...[...members, ...this.actors.unnamedActorsOf(actor)].map((id) => ['actor', id] as const),
      ...members.flatMap((member) => published.all(member).map(({ id }) => ['document', id] as const)),
    ];
    const claims = new Set(names.flatMap(([noun, id]) => naming.all(noun, id).map(({ claim }) => claim)));
    // The cited entry of another claim may have been replaced by one of another maker.
    const citing = this.readModel.database.prepare<[string, string], { claim: string }>(
      `SELECT claim FROM claim_names WHERE noun = 'entry' AND id > ? AND id < ?`,
    );
    for (const claim of [...claims]) for (const row of citing.all(`${claim}/`, `${claim}0`)) claims.add(row.claim);
    return this.claims.everLinkedAsSame(claims);
  }
}
