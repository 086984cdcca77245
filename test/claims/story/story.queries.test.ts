import fc from 'fast-check';
import { ClaimQueries } from '../../../src/claims/queries/claim.queries.js';
import type { HistoryItem, SummaryView } from '../../../src/claims/queries/views.js';
import { StoryQueries } from '../../../src/claims/story/story.queries.js';
import type { StoryStep } from '../../../src/claims/story/story.views.js';
import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import { ledgerProjection } from '../../../src/ledger/ledger.projection.js';
import { standard } from '../../../src/verification/standard/standard-policy.js';
import { runs } from '../../support/runs.js';
import { InMemoryLedger } from '../../support/test-ledger.js';
import { TestReadModel } from '../../support/test-read-model.js';
import { type History, histories } from '../../verification/standard/generators/history.js';

/** After every date that a history names. */
const LATER = '2100-01-01T00:00:00.000Z';

function readModelOf({ events }: History) {
  const made = new TestReadModel(ledgerProjection(standard));
  made.handle(events as unknown as RecordedEvent[]);
  return made.readModel;
}

/** The steps of all pages. */
function stepsOf(stories: StoryQueries, claim: string, limit: number, at: string): StoryStep[] {
  const steps: StoryStep[] = [];
  for (let after: number | undefined = -1; after !== undefined;) {
    const page = stories.of(claim, at, { afterRevision: after, limit });
    steps.push(...(page?.steps ?? []));
    after = page?.nextRevision;
  }
  return steps;
}

const statusesIn = (items: readonly HistoryItem[]) =>
  items.flatMap((item) => {
    const change = item.kind === 'change' ? item : item.changed;
    if (!change) return [];
    const { status, rule, rating } = change;
    return { status, rule, ...(rating !== undefined && { rating }) };
  });

const codesOf = ({ parts }: SummaryView) => parts.map(({ code }) => code);

describe('StoryQueries', () => {
  it('has the status changes of the history in order, and each entry in exactly one step, on pages of any size', () => {
    fc.assert(
      fc.property(histories(), fc.integer({ min: 1, max: 9 }), (history, limit) => {
        const readModel = readModelOf(history);
        const claims = new ClaimQueries(readModel);
        const stories = new StoryQueries(readModel);
        for (const claim of history.claims) {
          const { items = [] } = claims.history(claim, LATER) ?? {};
          const steps = stepsOf(stories, claim, limit, LATER);
          const begun = steps.filter((step) => !step.continues);
          expect(begun.map(({ after }) => after)).toEqual(statusesIn(items));
          expect(begun.map(({ before }) => before)).toEqual(
            [undefined, ...begun.map(({ after }) => after)].slice(0, -1),
          );
          const own = items.filter((item) => item.kind === 'entry').map(({ entry }) => entry);
          const told = steps.flatMap((step) => {
            const cause = step.continues || !step.entry?.entry.startsWith(`${claim}/`) ? [] : [step.entry.entry];
            return [...cause, ...step.entries];
          });
          expect(told).toEqual(own);
          for (const step of steps) {
            const counted = Object.values(step.counts).reduce((sum, count) => sum + count, 0);
            expect(counted).toBe(step.entries.length);
          }
          const now = claims.get(claim, LATER)?.verification.summary;
          expect(codesOf(steps.at(-1)?.summary as SummaryView)).toEqual(now && codesOf(now));
        }
      }),
      { numRuns: runs(25) },
    );
  });

  it('is that of an earlier moment if it is read as of then', () => {
    fc.assert(
      fc.property(histories(), fc.nat({ max: 60 }), (history, index) => {
        const stories = new StoryQueries(readModelOf(history));
        const { events } = history;
        const at = events[index % events.length]?.metadata.recordedAt ?? LATER;
        for (const id of history.claims) {
          const whole = stories.of(id, LATER)?.steps ?? [];
          const then = stories.of(id, at)?.steps ?? [];
          expect(then.map(({ after }) => after)).toEqual(
            whole.filter(({ recordedAt }) => recordedAt <= at).map(({ after }) => after),
          );
          expect(then.at(-1)?.until).toBeUndefined();
        }
      }),
      { numRuns: runs(15) },
    );
  });

  function texts(record: (ledger: InMemoryLedger) => void): string[] {
    const ledger = new InMemoryLedger();
    ledger.actor('nato', { name: 'NATO' });
    ledger.actor('kirby', { kind: 'person', name: 'Kirby' });
    ledger.actor('vg', { kind: 'outlet', name: 'VG' });
    ledger.claim('land', { about: ['nato'] });
    record(ledger);
    const { steps = [] } = new StoryQueries(ledger.model.readModel).of('land', LATER) ?? {};
    return steps.slice(1).map(({ sentence }) => sentence.text);
  }

  it('says on whose word a status changed: by a spokesperson, a void, a date, a mandate', () => {
    const changed = texts((ledger) => {
      const denial = { by: ['kirby'], onBehalfOf: ['nato'], basis: 'none-given', extent: 'whole' } as const;
      const mandate = { mandate: 'm', speaksFor: 'nato' };
      ledger.entry('land', 'ClaimDenied', denial);
      ledger.record('actor', 'kirby', { type: 'MandateRecorded', data: mandate });
      ledger.entry('land', 'EntryVoided', { voids: 'e1', reason: 'Misread.' });
      ledger.entry('land', 'ClaimDenied', denial);
      ledger.entry('land', 'EntryVoided', { voids: 'e3', reason: 'Misread.' });
      ledger.entry('land', 'ConfirmationSought', {
        by: ['vg'],
        outcome: 'found-nothing',
        goodUntil: '2026-02-03T00:00:00Z',
      });
    });
    expect(changed).toEqual([
      'What is on record about whom Kirby may speak for changed: its status changed from unverified to denied.',
      'An act of Kirby, recorded by mistake, was voided: its status changed from denied to unverified.',
      'NATO, whom it is about, denied it through Kirby: its status changed from unverified to denied.',
      'An act of Kirby, recorded by mistake, was voided: its status changed from denied to unverified.',
      'VG looked for a confirmation and found nothing: its status changed from unverified to unsubstantiated.',
      expect.stringMatching(
        /^A search that had found nothing was good until .*: its status changed from unsubstantiated to/,
      ),
    ]);
  });

  it('says what an entry of a merged claim, and the merging, changed', () => {
    const changed = texts((ledger) => {
      ledger.claim('same', { about: ['nato'] });
      ledger.entry('same', 'ClaimLinked', { relation: 'same-as', other: 'land' });
      ledger.entry('same', 'ClaimDenied', { by: ['nato'], basis: 'none-given', extent: 'whole' });
      ledger.entry('land', 'ClaimUnlinked', { relation: 'same-as', other: 'same' });
    });
    expect(changed).toEqual([
      'On the claim “Claim same.”, which is merged with it: NATO, whom it is about, denied it: its status changed from unverified to denied.',
      'It was separated from the claim “Claim same.”: its status changed from denied to unverified.',
    ]);
  });
});
