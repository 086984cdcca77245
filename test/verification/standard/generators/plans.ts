import fc from 'fast-check';
import {
  AUTHENTICITIES,
  BASES,
  BEARINGS,
  CITATION_USES,
  CLAIM_KINDS,
  EXTENTS,
  FORECAST_OUTCOMES,
  RATINGS,
  REACTIONS,
  RELATIONS,
  SEARCH_OUTCOMES,
  TAKES_BACK,
} from '../../../../src/domain/vocabulary.js';
import type { ActType } from '../../../../src/domain/entries.js';

/**
 * A plan describes what happens in numbers that are valid in any world: an index counts modulo the length of a list, an
 * entry is counted backwards from the latest. So every plan yields a valid history, and shrinks to one.
 */
const index = fc.nat({ max: 60 });

/** Picks from a list, the first half more often. */
const preferringFirst = <T>(words: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(fc.constantFrom(...words), fc.constantFrom(...words.slice(0, Math.ceil(words.length / 2))));

/** Undefined `times` as often as present. */
const mostlyAbsent = <T>(times: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: times, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

export type DatePlan = ReturnType<typeof plans>['date'] extends fc.Arbitrary<infer T> ? T : never;
export type ActPlan = ReturnType<typeof plans>['act'] extends fc.Arbitrary<infer T> ? T : never;
export type CyclePlan = Extract<Plan['what'], { do: 'credit each other' }>;
export type DisputePlan = Extract<Plan['what'], { do: 'deny and prove an attribution' }>;
export type AnswerPlan = Extract<Plan['what'], { do: 'say and answer' }>;
export type MakerPlan = ActPlan['by'][number];
export type CitationPlan = ActPlan['cites'][number];
export type Plan = ReturnType<typeof plans>['plan'] extends fc.Arbitrary<infer T> ? T : never;
export type WorldPlan = ReturnType<typeof plans>['world'] extends fc.Arbitrary<infer T> ? T : never;
export type MandatePlan = WorldPlan['mandates'][number];
export type JoinPlan = WorldPlan['joins'][number];
export type ClaimPlan = WorldPlan['claims'][number];

const actTypes: readonly (readonly [ActType, number])[] = [
  ['ClaimReported', 14],
  ['ClaimAsserted', 10],
  ['ClaimConfirmed', 10],
  ['ClaimDenied', 9],
  ['ClaimRepeated', 4],
  ['ClaimInterpreted', 2],
  ['ClaimQuestioned', 1],
  ['StatementRetracted', 6],
  ['ApologyIssued', 1],
  ['CorrectionIssued', 2],
  ['StatementReworded', 1],
  ['ReactionRecorded', 1],
  ['ConfirmationSought', 6],
  ['EvidenceAttached', 8],
  ['VerdictIssued', 6],
  ['VerdictWithdrawn', 2],
  ['ForecastResolved', 7],
];

/** Past, present and future, precise and vague: histories begin in March 2024. */
const DUE = [
  '2023',
  '2024-03-10',
  '2024-04',
  '2024-05-01T12:00:00+02:00',
  '2024-03/2024-06',
  '../2024-04-04',
  '2024-03/..',
  '2024',
  '2031',
] as const;

export function plans() {
  const date = fc.record({
    form: fc.oneof(
      { weight: 4, arbitrary: fc.constant('day' as const) },
      {
        weight: 5,
        arbitrary: fc.constantFrom('absent', 'instant', 'month', 'year', 'interval', 'until', 'since'),
      },
    ),
    hoursBack: fc.oneof(fc.nat({ max: 96 }), fc.nat({ max: 24 * 400 })),
    days: fc.nat({ max: 60 }),
  });

  /** Actors who matter to the claim or the target are picked more often. */
  const maker = fc.record({
    as: fc.oneof(
      { weight: 6, arbitrary: fc.constant('anyone' as const) },
      { weight: 5, arbitrary: fc.constant('settles' as const) },
      { weight: 2, arbitrary: fc.constantFrom('speaks for who settles', 'a group', 'unnamed') },
      { weight: 3, arbitrary: fc.constant('maker of the target' as const) },
      { weight: 2, arbitrary: fc.constantFrom('publisher of the target', 'cited by the target', 'with a mandate') },
    ),
    n: index,
  });

  const cite = fc.record({
    what: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('support', 'actor') },
      { weight: 2, arbitrary: fc.constantFrom('document', 'own document') },
      { weight: 1, arbitrary: fc.constantFrom('entry', 'elsewhere') },
    ),
    n: index,
    use: preferringFirst(CITATION_USES),
    translated: fc.boolean(),
  });

  const act = fc.record({
    do: fc.constant('act' as const),
    type: fc.oneof(...actTypes.map(([type, weight]) => ({ weight, arbitrary: fc.constant(type) }))),
    claim: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: index }),
    by: fc.oneof(
      { weight: 6, arbitrary: fc.array(maker, { minLength: 1, maxLength: 1 }) },
      { weight: 1, arbitrary: fc.array(maker, { minLength: 2, maxLength: 2 }) },
    ),
    onBehalfOf: mostlyAbsent(2, fc.record({ mandated: fc.boolean(), n: index })),
    date,
    after: mostlyAbsent(3, fc.array(index, { minLength: 1, maxLength: 2 })),
    document: mostlyAbsent(2, index),
    cites: fc.oneof(fc.array(cite, { maxLength: 0 }), fc.array(cite, { minLength: 1, maxLength: 2 })),
    basis: preferringFirst(BASES),
    capacity: mostlyAbsent(9, fc.constantFrom('spokesman', 'chief of staff')),
    of: index,
    ofEntry: fc.oneof(fc.constant(false), fc.boolean()),
    extent: fc.oneof(fc.constant('whole' as const), preferringFirst(EXTENTS)),
    takesBack: preferringFirst(TAKES_BACK),
    search: preferringFirst(SEARCH_OUTCOMES),
    goodDays: mostlyAbsent(1, fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 200 }))),
    bearing: preferringFirst(BEARINGS),
    primary: fc.oneof(fc.constant(true), fc.boolean()),
    authenticity: fc.oneof(fc.constant('genuine' as const), preferringFirst(AUTHENTICITIES)),
    rating: fc.oneof(fc.constantFrom('true', 'false'), fc.constantFrom(...RATINGS)),
    reaction: preferringFirst(REACTIONS),
    outcome: fc.constantFrom(...FORECAST_OUTCOMES),
  });

  const cycle = fc.record({
    do: fc.constant('credit each other' as const),
    claim: fc.oneof(fc.constant(0), index),
    first: index,
    size: fc.integer({ min: 2, max: 3 }),
    basis: preferringFirst(BASES),
    date,
  });

  const dispute = fc.record({
    do: fc.constant('deny and prove an attribution' as const),
    n: index,
    examiner: index,
    document: index,
    date,
  });

  const answer = fc.record({
    do: fc.constant('say and answer' as const),
    claim: fc.oneof(fc.constant(0), index),
    mandate: index,
    isPrincipalFirst: fc.boolean(),
    first: fc.constantFrom('ClaimAsserted', 'ClaimReported'),
    answer: fc.constantFrom('ClaimConfirmed', 'ClaimDenied'),
    date,
    answerDate: date,
  });

  const mandate = fc.record({
    do: fc.constant('mandate' as const),
    speaker: index,
    principal: index,
    id: fc.nat({ max: 2 }),
    fromDaysBack: mostlyAbsent(1, fc.nat({ max: 200 })),
    days: mostlyAbsent(1, fc.nat({ max: 200 })),
    form: fc.constantFrom('day', 'month', 'instant'),
    voided: fc.oneof(fc.constant(false), fc.constant(false), fc.boolean()),
  });

  const join = fc.record({
    do: fc.constant('join' as const),
    one: index,
    other: index,
    isUndone: fc.oneof(fc.constant(false), fc.boolean()),
  });

  const claim = fc.record({
    kind: fc.constantFrom('factual', ...CLAIM_KINDS),
    about: fc.array(index, { minLength: 1, maxLength: 3 }),
    holder: index,
    due: mostlyAbsent(1, fc.constantFrom(...DUE)),
  });

  const another = fc.record({ n: index });
  const link = fc.record({
    do: fc.constantFrom('link', 'link', 'unlink'),
    claim: index,
    other: index,
    relation: fc.oneof(fc.constant('same-as' as const), fc.constant('same-as' as const), fc.constantFrom(...RELATIONS)),
  });
  const voided = fc.record({
    do: fc.constant('void' as const),
    n: index,
    how: fc.constantFrom('plain', 'recorded again', 'changed', 'another instead'),
    other: index,
    date,
  });
  const amend = fc.record({ do: fc.constantFrom('amend claim', 'amend document', 'amend actor'), n: index, claim });

  const step = fc.record({
    hours: fc.oneof(fc.nat({ max: 48 }), fc.nat({ max: 24 * 60 })),
    clockBack: fc.oneof(fc.constant(0), fc.constant(0), fc.constant(0), fc.nat({ max: 100 })),
  });
  const plan = fc.record({
    step,
    what: fc.oneof(
      { weight: 24, arbitrary: act },
      { weight: 1, arbitrary: cycle },
      { weight: 1, arbitrary: dispute },
      { weight: 3, arbitrary: answer },
      { weight: 3, arbitrary: voided },
      { weight: 2, arbitrary: mandate },
      { weight: 1, arbitrary: join },
      { weight: 2, arbitrary: link },
      { weight: 1, arbitrary: amend },
      { weight: 1, arbitrary: another.map(({ n }) => ({ do: 'narrate' as const, n })) },
    ),
  });

  const world = fc.record({
    claims: fc.array(claim, { minLength: 2, maxLength: 4 }),
    publishers: fc.array(index, { minLength: 4, maxLength: 4 }),
    mandates: fc.array(mandate, { maxLength: 4 }),
    /** Whether the first two claims are of one kind and merged from the beginning. */
    isMerged: fc.constantFrom(true, false, false),
    joins: fc.oneof(fc.constant([]), fc.array(join, { maxLength: 2 })),
  });

  return { date, act, plan, world };
}
