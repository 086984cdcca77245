import { type PolicyParameters, STANDARD_PARAMETERS } from '../../../../src/verification/policy-parameters.js';
import type { Origin, Verification } from '../../../../src/verification/policy.js';
import type { AnyDomainEvent, Question } from './acts.js';
import {
  confirmationsWithStanding,
  denialsWithStanding,
  holdersPositions,
  isForecast,
  isPosition,
  outcomes,
  putsForward,
  type Analysis,
  type Decision,
} from './analysis.js';
import { spanOf } from './dates.js';
import { effectiveActsIn, isSupport } from './effective.js';
import { policyInputOf, type ReferenceInput } from './input.js';
import { originsIn, restsOnUnnamed, type ChainEnd } from './origins.js';
import { assertedAgainstADenial, othersPutForward } from './others.js';
import { rated } from './verdicts.js';
import { isA, viewOf, type Act, type ActOf } from './view.js';

/** The part of a result on which both evaluators must agree. Origins are sorted by nature and actors. */
export type ReferenceVerification = Pick<
  Verification,
  'status' | 'rule' | 'rating' | 'possibly' | 'origins' | 'counts'
>;

/** "A forecast that came true: `fulfilled`; did not: `unfulfilled`; in part; lapsed; contrary outcomes: `disputed`." */
function byOutcome(analysis: Analysis): Decision | undefined {
  const said = new Set(outcomes(analysis).map((act) => act.data.outcome));
  if (said.has('came-true') && said.has('did-not')) return { status: 'disputed', rule: 'disputed/outcomes' };
  if (said.has('came-true')) return { status: 'fulfilled', rule: 'fulfilled/came-true' };
  if (said.has('did-not')) return { status: 'unfulfilled', rule: 'unfulfilled/did-not' };
  if (said.has('in-part')) return { status: 'partly-fulfilled', rule: 'partly-fulfilled/in-part' };
  if (said.has('lapsed')) return { status: 'lapsed', rule: 'lapsed/lapsed' };
  return undefined;
}

/**
 * An entry was retracted whole, and at most unsourced reports or citation cycles remain: no assertion, no named or
 * unnamed origin, no supporting evidence.
 */
function retracted(analysis: Analysis): Decision | undefined {
  /** Where unnamed sources support nothing, neither does an act without standing that rests on them alone. */
  const counts = (act: Act): boolean =>
    analysis.parameters.unnamedSupport || analysis.hasStanding(act) || !restsOnUnnamed(analysis.effectiveEndsOf(act));
  const left = analysis.happened.filter((act) => isSupport(act) && analysis.isEffective(act) && counts(act));
  return analysis.happened.some((act) => putsForward(act) && analysis.isRetractedWhole(act)) &&
    left.every((act) => act.type === 'ClaimReported') &&
    !analysis.all.some(
      ({ nature }) => nature === 'named' || (nature === 'unnamed' && analysis.parameters.unnamedSupport),
    ) &&
    analysis.evidence('supports').length === 0
    ? { status: 'retracted', rule: 'retracted/taken-back' }
    : undefined;
}

/** As many named origins as the policy asks for, two by default, each independent of all others. */
function areCorroborating(analysis: Analysis): boolean {
  const named = analysis.all.filter((end) => end.nature === 'named');
  const haveMore = (count: number, candidates: readonly ChainEnd[]): boolean =>
    count === 0 ||
    candidates.some((end) =>
      haveMore(
        count - 1,
        candidates.filter((other) => analysis.independent(end, other)),
      ),
    );
  return haveMore(analysis.parameters.independentOrigins, named);
}

/** A named origin on the basis `witnessed` or `recording`. */
const isFirstHand = (end: ChainEnd): boolean =>
  end.nature === 'named' &&
  end.acts.some(({ data }) => 'basis' in data && (data.basis === 'witnessed' || data.basis === 'recording'));

const isOpposed = (analysis: Analysis): boolean =>
  denialsWithStanding(analysis).length > 0 || analysis.evidence('refutes').length > 0;

/** Support against opposition: a denial with standing, or evidence that refutes. */
function disputed(analysis: Analysis): Decision | undefined {
  const support =
    confirmationsWithStanding(analysis).length > 0 ||
    holdersPositions(analysis).length > 0 ||
    analysis.evidence('supports').length > 0 ||
    areCorroborating(analysis) ||
    (analysis.parameters.eyewitnessDisputes && analysis.all.some(isFirstHand)) ||
    assertedAgainstADenial(analysis);
  return support && isOpposed(analysis) ? { status: 'disputed', rule: 'disputed/support-and-opposition' } : undefined;
}

/** "A position that its holder holds: it is on record that the holder says so, not that it is so." */
const stated = (analysis: Analysis): Decision | undefined =>
  holdersPositions(analysis).length > 0 ? { status: 'stated', rule: 'stated/holder' } : undefined;

/** A confirmation with standing of what others put forward too; or evidence that supports. */
function confirmed(analysis: Analysis): Decision | undefined {
  /** A confirmation leaves a forecast open. */
  const decidedByThoseConcerned = !isForecast(analysis) && !isPosition(analysis);
  if (decidedByThoseConcerned && confirmationsWithStanding(analysis).some((act) => othersPutForward(analysis, act)))
    return { status: 'confirmed', rule: 'confirmed/first-hand' };
  return analysis.evidence('supports').length > 0 ? { status: 'confirmed', rule: 'confirmed/evidence' } : undefined;
}

/** "Evidence that refutes (with or without a denial)." */
const refuted = (analysis: Analysis): Decision | undefined =>
  analysis.evidence('refutes').length > 0 ? { status: 'refuted', rule: 'refuted/evidence' } : undefined;

/** "A denial with standing." */
const denied = (analysis: Analysis): Decision | undefined =>
  denialsWithStanding(analysis).length > 0
    ? { status: 'denied', rule: isPosition(analysis) ? 'denied/holder' : 'denied/first-hand' }
    : undefined;

/** Independent named origins corroborate a claim. */
const corroborated = (analysis: Analysis): Decision | undefined =>
  areCorroborating(analysis) ? { status: 'corroborated', rule: 'corroborated/independent-origins' } : undefined;

/** "A forecast without outcome; past its `due` it says that it is overdue." Of merged claims the latest `due` counts. */
function open(analysis: Analysis): Decision | undefined {
  if (!isForecast(analysis) || outcomes(analysis).length > 0) return undefined;
  const dues = analysis.input.claims.flatMap(({ due }) => spanOf(due) ?? []);
  const isOverdue = dues.length > 0 && dues.every(({ to }) => to < Date.parse(analysis.input.at));
  return { status: 'open', rule: isOverdue ? 'open/overdue' : 'open/awaiting-outcome' };
}

/**
 * "The latest searches that found or found nothing all found nothing ("no answer" and "declined" are neither) and are still
 * good; without an end date, until the next; and there is no named origin." A search by parties decides nothing.
 */
function unsubstantiated(analysis: Analysis): Decision | undefined {
  if (analysis.all.some(({ nature }) => nature === 'named')) return undefined;
  const searches = analysis.happened
    .filter((act) => isA(act, 'ConfirmationSought'))
    .filter((act) => analysis.disinterestedMakersOf(act).length > 0)
    .filter(({ data }) => data.outcome === 'found' || data.outcome === 'found-nothing');
  const latest = searches.filter((search) => !searches.some((other) => analysis.follows(other, search)));
  const stillGood = (search: ActOf<'ConfirmationSought'>): boolean =>
    Date.parse(analysis.input.at) <= (spanOf(search.data.goodUntil)?.to ?? endByPolicy(search));
  /** So many days after the search at the latest; without a known date it never ends. */
  const endByPolicy = (search: ActOf<'ConfirmationSought'>): number => {
    const days = analysis.parameters.searchGoodForDays ?? Infinity;
    return (spanOf(search.data.occurredAt)?.to ?? Infinity) + days * 24 * 3_600_000;
  };
  if (latest.length === 0 || latest.some((search) => search.data.outcome === 'found')) return undefined;
  return latest.every(stillGood)
    ? { status: 'unsubstantiated', rule: 'unsubstantiated/found-nothing' }
    : { status: 'unverified', rule: 'unverified/search-expired' };
}

/** The first rule that matches decides. */
const rules = [
  rated,
  byOutcome,
  retracted,
  disputed,
  stated,
  confirmed,
  refuted,
  denied,
  corroborated,
  open,
  unsubstantiated,
];
const unverified: Decision = { status: 'unverified', rule: 'unverified/none' };

function decide(analysis: Analysis): Decision {
  for (const rule of rules) {
    const decision = rule(analysis);
    if (decision) return decision;
  }
  return unverified;
}

/** Lists ends with the same actors and nature as one origin. */
function listed(ends: readonly ChainEnd[]): Origin[] {
  const key = ({ nature, actors }: Origin): string => `${nature} ${actors.join()}`;
  return [...new Set(ends.map(key))].sort().flatMap((one) => {
    const same = ends.filter((end) => key(end) === one);
    const entries = [...new Set(same.flatMap((end) => end.entries))].sort();
    return same.slice(0, 1).map(({ nature, actors }) => ({ nature, actors, entries }));
  });
}

/**
 * Evaluates a claim from the events of the whole log, in log order, by a literal reading of the rules of the standard
 * policy. It is slow and shares no logic with the policy, which is tested against it. Returns undefined if the claim is
 * not registered.
 */
export function evaluateByReference(
  events: readonly AnyDomainEvent[],
  claimId: string,
  question: Question,
  parameters?: PolicyParameters,
): ReferenceVerification | undefined {
  const input = policyInputOf(events, claimId, question);
  return input && evaluateInputByReference(input, parameters);
}

export function evaluateInputByReference(
  input: ReferenceInput,
  parameters: PolicyParameters = STANDARD_PARAMETERS,
): ReferenceVerification {
  const view = viewOf(input);
  const stands = effectiveActsIn(view);
  const analysis = { ...view, ...stands, ...originsIn(view, stands), parameters };
  const origins = listed(analysis.all);
  const number = (nature: Origin['nature']): number => origins.filter((origin) => origin.nature === nature).length;
  return {
    ...decide(analysis),
    possibly: view.possibly.map((act) => act.ref).sort(),
    origins,
    counts: {
      named: number('named'),
      unnamed: number('unnamed'),
      unsourced: number('unsourced'),
      unrecorded: number('unrecorded'),
      circular: number('circular'),
    },
  };
}
