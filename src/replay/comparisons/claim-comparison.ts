import { Injectable } from '@nestjs/common';
import { MAX_SCENARIO_ENTRIES, ScenarioTooLargeError } from '../../claims/scenario/scenario-reads.js';
import { Scenarios } from '../../claims/scenario/scenarios.js';
import { ClaimQueries } from '../../claims/queries/claim.queries.js';
import { CommandRejectedError } from '../../command-handling/errors.js';
import type { Scenario } from '../../domain/scenario.js';
import type { Requester } from '../../http/requester.js';
import { Turns } from '../../http/turns.js';
import { NarrativeQueries } from '../../narratives/narratives.queries.js';
import { CurrentReadModel } from '../../read-model/current-read-model.js';
import { scenarioView } from '../replay.views.js';
import { ScenarioBodies } from '../scenario-bodies.js';
import type { ComparisonDto } from './comparison.dto.js';
import { compareClaims } from './comparison.queries.js';
import type { ComparedClaim, ComparisonView } from './comparison.views.js';
import { sideAt, sideInMemory, SideQueries, type SideReads } from './side.queries.js';

/** No claim has this number. */
const NONE = -1;

/** Compares some claims under two scenarios, each evaluated on demand. */
@Injectable()
export class ClaimComparison {
  constructor(
    private readonly current: CurrentReadModel,
    private readonly scenarios: Scenarios,
    private readonly bodies: ScenarioBodies,
    private readonly turns: Turns,
  ) {}

  /** Throws a `CommandRejectedError` that names each field that is invalid, or whose claims have too many entries. */
  async compare(asked: ComparisonDto, requester: Requester): Promise<ComparisonView> {
    await this.turns.take(requester.caller);
    const now = this.current.now();
    const from = await this.bodies.read(asked.from ?? {}, '/from', now);
    const to = await this.bodies.read(asked.to ?? {}, '/to', now);
    const ids = this.claimsOf(asked, from.asOf > to.asOf ? from.asOf : to.asOf);
    const numbers = ids.flatMap((id) => this.numberOf(id) ?? []);
    const field = asked.claims ? '/claims' : '/narrative';
    const before = await this.side(from, ids, numbers, field, requester);
    const after = await this.side(to, ids, numbers, field, requester);
    const items: ComparedClaim[] = [];
    for (const number of numbers) {
      await this.turns.take(requester.caller);
      requester.gone.throwIfAborted();
      items.push(...compareClaims([number], before, after));
    }
    const [first, second] = [from, to].map((scenario) => ({ asOf: scenario.asOf, scenario: scenarioView(scenario) }));
    return {
      from: first as ComparisonView['from'],
      to: second as ComparisonView['to'],
      items,
    };
  }

  private claimsOf({ claims, narrative = '' }: ComparisonDto, at: string): readonly string[] {
    if (!claims) {
      const found = this.current.queries(NarrativeQueries).get(narrative, at);
      if (found) return found.claims.map(({ id }) => id);
      throw rejected('/narrative', 'unknown-name', `There was no narrative "${narrative}" as of ${at}.`);
    }
    const missing = claims.flatMap((id, index) =>
      this.current.queries(SideQueries).status(this.numberOf(id) ?? NONE, at)
        ? []
        : [{ pointer: `/claims/${index}`, code: 'unknown-name', message: `There was no claim "${id}" as of ${at}.` }],
    );
    if (missing.length > 0) throw new CommandRejectedError(missing);
    return claims;
  }

  private numberOf(id: string): number | undefined {
    return this.current.queries(ClaimQueries).number(id);
  }

  /** In memory if it evaluates, since only one scenario can be read at a time. */
  private async side(
    scenario: Scenario,
    ids: readonly string[],
    numbers: readonly number[],
    field: string,
    requester: Requester,
  ): Promise<SideReads> {
    try {
      return await this.scenarios.under(
        scenario,
        () => ids,
        (reads) => {
          const side = sideAt(reads, scenario.asOf);
          return reads === this.current ? side : sideInMemory(side, numbers);
        },
        requester,
      );
    } catch (error) {
      if (!(error instanceof ScenarioTooLargeError)) throw error;
      const remedy = `Name fewer claims, or compare two replays: one comparison evaluates ${MAX_SCENARIO_ENTRIES} entries.`;
      throw rejected(field, 'scenario-too-large', `${error.message} ${remedy}`);
    }
  }
}

const rejected = (pointer: string, code: string, message: string): CommandRejectedError =>
  new CommandRejectedError([{ pointer, code, message }]);
