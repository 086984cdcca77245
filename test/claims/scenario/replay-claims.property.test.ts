import Database from 'better-sqlite3';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ClaimQueries } from '../../../src/claims/queries/claim.queries.js';
import { replayClaims, type ReplayResult } from '../../../src/claims/scenario/replay-claims.js';
import { ReplayReads } from '../../../src/claims/scenario/replay-reads.js';
import { ScenarioReads } from '../../../src/claims/scenario/scenario-reads.js';
import type { Scenario } from '../../../src/domain/scenario.js';
import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import { canonicalJson } from '../../../src/lib/digest.js';
import { standard } from '../../../src/verification/standard/standard-policy.js';
import { runs } from '../../support/runs.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { TestReadModel } from '../../support/test-read-model.js';
import { historiesWithQuestion } from '../../verification/standard/generators/history.js';
import { claimEvents, eventsKnownAt } from '../../verification/standard/reference-evaluator/acts.js';

function replay(source: TestReadModel, file: string, scenario: Scenario): ReplayResult {
  const target = new Database(file);
  try {
    const steps = replayClaims(source.readModel.database, target, scenario, standard);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  } finally {
    target.close();
  }
}

describe('replayClaims: properties', () => {
  it('finds the states of reads under its scenario, which lists then return, on a copy as well', () => {
    fc.assert(
      fc.property(historiesWithQuestion(), fc.nat(), fc.array(fc.nat()), (generated, exclusion, sizes) => {
        const [history, { asOf, now, validAt }] = generated;
        const folder = temporaryFolder();
        const events = history.events as unknown as RecordedEvent[];
        const [model, copy] = ['model', 'copy'].map((name) => {
          return new TestReadModel(undefined, join(folder.path, `${name}.sqlite`));
        }) as [TestReadModel, TestReadModel];
        try {
          model.handle(events);
          copy.handleInBatches(events, sizes.length > 0 ? sizes.map((size) => 1 + (size % 7)) : [3]);
          const at = asOf ?? now;
          const entries = claimEvents(eventsKnownAt(history.events, at)).filter(
            ({ type }) => type !== 'ClaimRegistered',
          );
          const entry = entries[exclusion % Math.max(entries.length, 1)];
          const without = entry ? [`entry:${entry.ref}`] : [];
          const scenario = { asOf: at, validAt, policy: 'standard/1', without, only: [] };

          const file = join(folder.path, 'replay.sqlite');
          const result = replay(model, file, scenario);
          const lines = new Map<string, string>();
          const reads = new ScenarioReads(model.readModel);
          const replayed = new ReplayReads(model.readModel, file);
          const list = replayed.queries(ClaimQueries).list({ asOf: at }, { now: at, limit: 200 });
          for (const claim of history.claims) {
            const found = reads.under(scenario, standard, [claim]).queries(ClaimQueries).get(claim, at)?.verification;
            if (!found) continue;
            const { status, rule, rating } = found;
            const state = { status, rule, ...(rating !== undefined && { rating }) };
            lines.set(claim, `${canonicalJson({ claim, ...state })}\n`);
            expect(list.items.find(({ id }) => id === claim)).toMatchObject({ ...state, summary: found.summary });
          }
          expect(list.items).toHaveLength(lines.size);
          expect(result.claims).toBe(lines.size);
          const text = [...lines.keys()].sort().map((claim) => lines.get(claim) ?? '');
          expect(result.digest).toBe(createHash('sha256').update(text.join('')).digest('hex'));

          expect(replay(copy, join(folder.path, 'replay-of-copy.sqlite'), scenario)).toEqual(result);
        } finally {
          model.close();
          copy.close();
          folder.remove();
        }
      }),
      { numRuns: runs(60) },
    );
  });
});
