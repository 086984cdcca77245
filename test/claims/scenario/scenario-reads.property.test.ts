import fc from 'fast-check';
import { join } from 'node:path';
import { ClaimQueries } from '../../../src/claims/queries/claim.queries.js';
import type { VerificationView } from '../../../src/claims/queries/views.js';
import { ScenarioReads } from '../../../src/claims/scenario/scenario-reads.js';
import type { Citation } from '../../../src/domain/entries.js';
import { parseExclusion, type Scenario } from '../../../src/domain/scenario.js';
import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import { standard } from '../../../src/verification/standard/standard-policy.js';
import { runs } from '../../support/runs.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { TestReadModel } from '../../support/test-read-model.js';
import { type History, histories, historiesWithQuestion } from '../../verification/standard/generators/history.js';
import {
  actorsIn,
  type AnyDomainEvent,
  claimEvents,
  type ClaimStreamEvent,
  eventsKnownAt,
  publishersIn,
} from '../../verification/standard/reference-evaluator/acts.js';
import {
  evaluateByReference,
  type ReferenceVerification,
} from '../../verification/standard/reference-evaluator/evaluator.js';

const HOUR = 3_600_000;

function comparable({ status, rule, rating, possibly, counts }: ReferenceVerification | VerificationView) {
  return { status, rule, rating, possibly: [...possibly].sort(), counts };
}

/** Calls `read` with the history's read model in a file. */
function withModel(history: History, read: (model: TestReadModel) => void): void {
  const folder = temporaryFolder();
  const model = new TestReadModel(undefined, join(folder.path, 'model.sqlite'));
  try {
    model.handle(history.events as unknown as RecordedEvent[]);
    read(model);
  } finally {
    model.close();
    folder.remove();
  }
}

/** Items of `without` and `only`, in numbers that are valid for any history. */
const exclusionPlans = fc.record({
  without: fc.array(fc.record({ noun: fc.nat({ max: 4 }), n: fc.nat() }), { minLength: 1, maxLength: 3 }),
  only: fc.option(fc.nat()),
});

function exclusionsOf(
  { events }: History,
  { without, only }: { without: readonly { noun: number; n: number }[]; only: number | null },
): Pick<Scenario, 'without' | 'only'> {
  const known = eventsKnownAt(events, undefined);
  const entries = claimEvents(known).filter(({ type }) => type !== 'ClaimRegistered');
  const types = entries.map(({ type }) => `type:${type}`);
  const acts = entries.flatMap(({ type, data }) => ('by' in data ? [{ type: `type:${type}`, data }] : []));
  const actors = acts.flatMap(({ data }) => [...data.by, ...(data.onBehalfOf ?? [])]);
  const lists = [
    actors.map((id) => `actor:${id}`),
    [...publishersIn(known).values()].map((id) => `publisher:${id}`),
    acts.flatMap(({ data }) => (data.document === undefined ? [] : [`document:${data.document}`])),
    entries.map(({ ref }) => `entry:${ref}`),
    types,
  ];
  const pick = (list: readonly string[] | undefined, n: number) => (list?.length ? [list[n % list.length] ?? ''] : []);
  return {
    without: without.flatMap(({ noun, n }) => pick(lists[noun], n)),
    only:
      only === null
        ? []
        : pick(
            acts.map(({ type }) => type),
            only,
          ),
  };
}

/**
 * The log in which excluded entries were voided at last, joint acts were made without the excluded, and what cites the
 * excluded cites an entry that doesn't exist.
 */
function voiding({ events }: History, { without, only }: Pick<Scenario, 'without' | 'only'>): AnyDomainEvent[] {
  const known = eventsKnownAt(events, undefined);
  const [actors, publishers] = [actorsIn(known), publishersIn(known)];
  const of = (noun: string) => without.map(parseExclusion).flatMap((item) => (item.noun === noun ? [item.name] : []));
  const sameAs = (ids: readonly string[]) => ids.flatMap((id) => actors.get(id)?.joined ?? [id]);
  const [gone, goneFrom] = [sameAs(of('actor')), sameAs(of('publisher'))];
  const isGone = (id: string) => gone.includes(id) || gone.includes(actors.get(id)?.outlet ?? '');
  const onlyTypes = only.map((item) => parseExclusion(item).name);
  const isExcluded = ({ type, ref, data }: ClaimStreamEvent): boolean => {
    if (type === 'ClaimRegistered') return false;
    if (of('type').includes(type) || of('entry').includes(ref)) return true;
    if (!('by' in data)) return false;
    const { by, onBehalfOf = [], document = '' } = data;
    return (
      (onlyTypes.length > 0 && !onlyTypes.includes(type)) ||
      of('document').includes(document) ||
      goneFrom.includes(publishers.get(document) ?? '') ||
      by.every(isGone) ||
      (onBehalfOf.length > 0 && onBehalfOf.every(isGone))
    );
  };
  const excluded = claimEvents(known).filter(isExcluded);
  const refs = new Set(excluded.map(({ ref }) => ref));
  const makersOf = new Map(claimEvents(known).map(({ ref, data }) => [ref, 'by' in data ? data.by : []]));
  const isGoneSource = (citation: Citation, claim: string): boolean => {
    if ('actor' in citation) return isGone(citation.actor);
    if ('document' in citation) {
      const publisher = publishers.get(citation.document) ?? '';
      return of('document').includes(citation.document) || goneFrom.includes(publisher) || isGone(publisher);
    }
    const makers = makersOf.get(citation.entry) ?? [];
    const isElsewhere = citation.entry.includes('/') && !citation.entry.startsWith(`${claim}/`);
    return isElsewhere && (of('entry').includes(citation.entry) || (makers.length > 0 && makers.every(isGone)));
  };
  const left = events.map((event): AnyDomainEvent => {
    const ref = 'id' in event.data ? `${event.stream.slice('claim-'.length)}/${event.data.id}` : '';
    if (!('by' in event.data) || refs.has(ref)) return event;
    const { by, onBehalfOf, ...data } = event.data;
    const claim = ref.slice(0, ref.indexOf('/'));
    const cites = data.cites?.map((each) => (isGoneSource(each, claim) ? { entry: 'gone', use: each.use } : each));
    const principals = onBehalfOf?.filter((id) => !isGone(id)) ?? [];
    const makers = { by: by.filter((id) => !isGone(id)), ...(principals.length > 0 && { onBehalfOf: principals }) };
    return { ...event, data: { ...data, ...(cites && { cites }), ...makers } } as AnyDomainEvent;
  });
  const last = events.at(-1) as AnyDomainEvent;
  const voids = excluded.map(({ stream, data }, n) => ({
    ...last,
    stream,
    type: 'EntryVoided',
    data: { id: `void-${n}`, voids: 'id' in data ? data.id : '', reason: 'excluded' },
  }));
  return [...left, ...(voids as unknown as AnyDomainEvent[])];
}

describe('ScenarioReads: properties', () => {
  it('returns the state of the reference evaluator as of both times', () => {
    fc.assert(
      fc.property(historiesWithQuestion(), ([history, { claim, ...question }]) => {
        withModel(history, ({ readModel }) => {
          const asOf = question.asOf ?? question.now;
          const scenario = { asOf, validAt: question.validAt, policy: 'standard/1', without: [], only: [] };
          const reads = new ScenarioReads(readModel).under(scenario, standard, [claim]);
          const expected = evaluateByReference(history.events, claim, question);
          const found = reads.queries(ClaimQueries).get(claim, asOf)?.verification;
          expect(found && comparable(found)).toEqual(expected && comparable(expected));
        });
      }),
      { numRuns: runs(100) },
    );
  });

  it('returns the states of a ledger in which the excluded entries were voided', () => {
    fc.assert(
      fc.property(histories(), exclusionPlans, (history, plan) => {
        withModel(history, ({ readModel }) => {
          const asOf = new Date(history.end + HOUR).toISOString();
          const exclusions = exclusionsOf(history, plan);
          const events = voiding(history, exclusions);
          const all = new ScenarioReads(readModel);
          for (const claim of history.claims) {
            const scenario = { asOf, policy: 'standard/1', ...exclusions };
            const reads = all.under(scenario, standard, [claim]);
            const found = reads.queries(ClaimQueries).get(claim, asOf)?.verification;
            const expected = evaluateByReference(events, claim, { now: asOf });
            expect([exclusions, found && comparable(found)]).toEqual([exclusions, expected && comparable(expected)]);
          }
        });
      }),
      { numRuns: runs(100) },
    );
  });

  it('returns the same from states that another one found', () => {
    fc.assert(
      fc.property(histories(), exclusionPlans, (history, plan) => {
        withModel(history, ({ readModel }) => {
          const asOf = new Date(history.end + HOUR).toISOString();
          const scenario = { asOf, policy: 'standard/1', ...exclusionsOf(history, plan) };
          const [evaluating, loading] = [new ScenarioReads(readModel), new ScenarioReads(readModel)];
          for (const claim of history.claims) {
            const expected = evaluating.under(scenario, standard, [claim]).queries(ClaimQueries);
            const loaded = loading.load(scenario, evaluating.states()).queries(ClaimQueries);
            expect(loaded.get(claim, asOf)).toEqual(expected.get(claim, asOf));
            expect(loaded.history(claim, asOf)).toEqual(expected.history(claim, asOf));
            expect(loaded.provenance(claim, asOf)).toEqual(expected.provenance(claim, asOf));
          }
        });
      }),
      { numRuns: runs(100) },
    );
  });

  it('returns the same history, story and moments as the ledger if nothing is excluded', () => {
    fc.assert(
      fc.property(historiesWithQuestion(), ([history, { claim, asOf, now }]) => {
        withModel(history, ({ readModel }) => {
          const at = asOf ?? now;
          const scenario = { asOf: at, policy: 'standard/1', without: [], only: [] };
          const reads = new ScenarioReads(readModel).under(scenario, standard, [claim]).queries(ClaimQueries);
          const own = new ClaimQueries(readModel);
          expect(reads.get(claim, at)).toEqual(own.get(claim, at));
          expect(reads.history(claim, at)).toEqual(own.history(claim, at));
          expect(reads.moments(claim, at, {})).toEqual(own.moments(claim, at, {}));
          expect(reads.provenance(claim, at)).toEqual(own.provenance(claim, at));
        });
      }),
      { numRuns: runs(100) },
    );
  });
});
