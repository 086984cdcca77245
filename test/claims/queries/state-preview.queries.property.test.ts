import fc from 'fast-check';
import { ClaimQueries } from '../../../src/claims/queries/claim.queries.js';
import { StatePreviewQueries } from '../../../src/claims/queries/state-preview.queries.js';
import type { StateView, VerificationView } from '../../../src/claims/queries/views.js';
import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import { standard } from '../../../src/verification/standard/standard-policy.js';
import { runs } from '../../support/runs.js';
import { TestReadModel } from '../../support/test-read-model.js';
import { histories } from '../../verification/standard/generators/history.js';

function stateOf(verification: VerificationView | undefined): StateView | null {
  if (!verification) return null;
  const { since, changes, recordedFrom, cause, position, ...state } = verification;
  expect([since, changes, recordedFrom, cause, position]).not.toContain(undefined);
  return state;
}

describe('StatePreviewQueries: properties', () => {
  it('returns the states that a projection of the events leads to, and all that it changes', () => {
    let previewed = 0;
    fc.assert(
      fc.property(histories(), fc.nat(), fc.integer({ min: 1, max: 3 }), (history, place, count) => {
        const all = history.events as unknown as RecordedEvent[];
        const ofClaims = all.flatMap(({ stream }, index) => (stream.startsWith('claim-') ? [index] : []));
        const start = ofClaims[place % ofClaims.length] ?? 0;
        const { stream = '' } = all[start] ?? {};
        const length = all.slice(start, start + count).findIndex((event) => event.stream !== stream);
        const tried = all.slice(start, length < 0 ? start + count : start + length);
        const model = new TestReadModel();
        const known = all.slice(0, start);
        model.handle(known);
        const queries = new ClaimQueries(model.readModel);
        const id = stream.replace(/^claim-/, '');
        const stamps = [...known, ...tried].map(({ metadata }) => metadata['recordedAt'] as string);
        const now = stamps.sort().at(-1) ?? '';
        const before = new Map(history.claims.map((claim) => [claim, stateOf(queries.get(claim, now)?.verification)]));
        const preview = new StatePreviewQueries(model.readModel).of(
          id,
          { through: known.at(-1)?.position, events: tried },
          standard,
          now,
        );
        model.handle(tried);
        const after = (claim: string) => stateOf(queries.get(claim, now)?.verification);
        const states = new Map((preview.states ?? []).map((state) => [state.claim, state]));
        expect(preview.statesUnavailable).toBeUndefined();
        expect(states.has(id)).toBe(true);
        for (const claim of history.claims) {
          const state = states.get(claim);
          if (state) {
            previewed += 1;
            expect({ claim, state: state.after }).toEqual({ claim, state: after(claim) });
            expect({ claim, state: state.before }).toEqual({ claim, state: before.get(claim) });
          } else expect({ claim, state: after(claim) }).toEqual({ claim, state: before.get(claim) });
        }
      }),
      { numRuns: runs(200) },
    );
    expect(previewed).toBeGreaterThan(0);
  });
});
