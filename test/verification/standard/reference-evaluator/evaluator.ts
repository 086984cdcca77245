import type { Origin, Verification } from '../../../../src/verification/policy.js';
import { RATINGS, type Rating, type Status } from '../../../../src/domain/vocabulary.js';
import { policyInputOf } from './input.js';
import { spanOf } from './dates.js';
import { originsIn, type ChainEnd, type Origins } from './origins.js';
import type { AnyDomainEvent, Question } from './acts.js';
import { isDenial, isSupport, effectiveActsIn, type EffectiveActs } from './effective.js';
import { isA, viewOf, type Act, type ActOf, type View } from './view.js';

/** The part of a result on which both evaluators must agree. Origins are sorted by nature and actors. */
export type ReferenceVerification = Pick<
  Verification,
  'status' | 'rule' | 'rating' | 'possibly' | 'origins' | 'counts'
>;

interface Decision {
  readonly status: Status;
  readonly rule: string;
  readonly rating?: Rating;
}

/** Everything that the rules look at. */
interface Analysis extends View, EffectiveActs, Origins {}

const direction = (rating: Rating): 'for' | 'against' | 'none' =>
  rating === 'true' || rating === 'mostly-true'
    ? 'for'
    : rating === 'false' || rating === 'mostly-false'
      ? 'against'
      : 'none';

/** Of several latest verdicts, one with a direction goes before one without, and "mostly" before its full rating. */
const RATING_PRECEDENCE: readonly Rating[] = ['mostly-true', 'mostly-false', 'true', 'false', ...RATINGS];

const isPosition = ({ input: { claims } }: Analysis): boolean => claims[0]?.kind === 'position';
const isForecast = ({ input: { claims } }: Analysis): boolean => claims[0]?.kind === 'forecast';

const confirmationsWithStanding = (analysis: Analysis): Act[] =>
  analysis.happened.filter((act) => isA(act, 'ClaimConfirmed') && isSupport(act) && analysis.hasStanding(act));
const denialsWithStanding = (analysis: Analysis): Act[] =>
  analysis.happened.filter((act) => isDenial(act) && analysis.hasStanding(act));

/** The holder of a position asserts or confirms it. */
const holdersPositions = (analysis: Analysis): Act[] =>
  analysis.happened.filter(
    (act) =>
      isPosition(analysis) &&
      isA(act, 'ClaimAsserted', 'ClaimConfirmed') &&
      isSupport(act) &&
      analysis.hasStanding(act),
  );

/** Interpretations put a claim forward, too. */
const putsForward = (act: Act): boolean => isSupport(act) || act.type === 'ClaimInterpreted';

const outcomes = (analysis: Analysis): ActOf<'ForecastResolved'>[] =>
  isForecast(analysis)
    ? analysis.happened.filter((act) => isA(act, 'ForecastResolved')).filter((act) => analysis.isEffective(act))
    : [];

/** An effective verdict rates the claim. Verdicts by actors with standing don't count. */
function rated(analysis: Analysis): Decision | undefined {
  const verdicts = analysis.happened
    .filter((act) => isA(act, 'VerdictIssued'))
    .filter((act) => analysis.isEffective(act) && !analysis.hasStanding(act));
  if (verdicts.length === 0) return undefined;

  /** Verdicts for and against: `disputed`. */
  const directions = verdicts.map((verdict) => direction(verdict.data.rating));
  if (directions.includes('for') && directions.includes('against'))
    return { status: 'disputed', rule: 'disputed/verdicts' };

  /**
   * A verdict without direction yields to a later confirmation or denial with standing, or to a later outcome. A
   * position is confirmed when its holder states it.
   */
  const confirming = [...confirmationsWithStanding(analysis), ...holdersPositions(analysis)];
  const settling = [...confirming, ...denialsWithStanding(analysis), ...outcomes(analysis)];
  const left = verdicts.filter(
    (verdict) => direction(verdict.data.rating) !== 'none' || !settling.some((act) => analysis.follows(act, verdict)),
  );
  if (left.length === 0) return undefined;

  /** A verdict against the claim, and a later confirmation with standing: `disputed`. */
  const unanswered = left.filter(
    (verdict) =>
      direction(verdict.data.rating) !== 'against' || !confirming.some((act) => analysis.follows(act, verdict)),
  );
  if (unanswered.length === 0) return { status: 'disputed', rule: 'disputed/verdict-and-later' };

  const latest = unanswered.filter((verdict) => !unanswered.some((other) => analysis.follows(other, verdict)));
  const rating = RATING_PRECEDENCE.find((word) => latest.some((verdict) => verdict.data.rating === word));
  return { status: 'rated', rule: 'rated/verdict', ...(rating ? { rating } : {}) };
}

/**
 * A forecast that came true is `confirmed`; one that did not, `denied`; contrary outcomes, `disputed`; in part or
 * lapsed, `unverified`.
 */
function byOutcome(analysis: Analysis): Decision | undefined {
  const said = new Set(outcomes(analysis).map((act) => act.data.outcome));
  if (said.has('came-true') && said.has('did-not')) return { status: 'disputed', rule: 'disputed/outcomes' };
  if (said.has('came-true')) return { status: 'confirmed', rule: 'confirmed/came-true' };
  if (said.has('did-not')) return { status: 'denied', rule: 'denied/did-not' };
  if (said.has('in-part')) return { status: 'unverified', rule: 'unverified/in-part' };
  if (said.has('lapsed')) return { status: 'unverified', rule: 'unverified/lapsed' };
  return undefined;
}

/**
 * An entry was retracted whole, and at most unsourced reports or citation cycles remain: no assertion, no named or
 * unnamed origin, no supporting evidence.
 */
function retracted(analysis: Analysis): Decision | undefined {
  const left = analysis.happened.filter((act) => isSupport(act) && analysis.isEffective(act));
  return analysis.happened.some((act) => putsForward(act) && analysis.isRetractedWhole(act)) &&
    left.every((act) => act.type === 'ClaimReported') &&
    !analysis.all.some((end) => end.nature === 'named' || end.nature === 'unnamed') &&
    analysis.evidence('supports').length === 0
    ? { status: 'retracted', rule: 'retracted/taken-back' }
    : undefined;
}

/** Two independent named origins. */
function twoIndependent(analysis: Analysis): boolean {
  const named = analysis.all.filter((end) => end.nature === 'named');
  return named.some((a) => named.some((b) => analysis.independent(a, b)));
}

/** A named origin on the basis `witnessed` or `recording`. */
const isFirstHand = (end: ChainEnd): boolean =>
  end.nature === 'named' &&
  end.acts.some(({ data }) => 'basis' in data && (data.basis === 'witnessed' || data.basis === 'recording'));

/** Support and opposition: a denial with standing, or evidence that refutes. */
function disputed(analysis: Analysis): Decision | undefined {
  const support =
    confirmationsWithStanding(analysis).length > 0 ||
    holdersPositions(analysis).length > 0 ||
    analysis.evidence('supports').length > 0 ||
    twoIndependent(analysis) ||
    analysis.all.some(isFirstHand);
  return support && denied(analysis) ? { status: 'disputed', rule: 'disputed/support-and-opposition' } : undefined;
}

/**
 * True if a third party also put the claim forward, even if it has since retracted it or only interpreted a statement.
 * Citation chains that lead back to the confirming party don't count.
 */
function othersPutForward(analysis: Analysis, confirmation: Act): boolean {
  const own = analysis.partyOfAll(confirmation.data.by, confirmation);
  const onOwnSide = (makers: readonly string[], act: Act | undefined): boolean =>
    [...(act ? analysis.representedBy(makers, act) : makers)].some(
      (actor) => own.has(actor) || own.has(analysis.outlet(actor) ?? ''),
    );
  /** A cycle has no end: it belongs to the confirming party only if all of its entries do. */
  const isOwn = ({ nature, makers, acts }: ChainEnd): boolean =>
    nature === 'circular' ? acts.every((act) => onOwnSide(act.data.by, act)) : onOwnSide(makers, acts[0]);
  return analysis.happened.some((act) => {
    if (!putsForward(act) || onOwnSide(act.data.by, act)) return false;
    return !isSupport(act) || analysis.endsOf(act).some((end) => !isOwn(end));
  });
}

/** A confirmation with standing of what a third party put forward, a holder's position, or supporting evidence. */
function confirmed(analysis: Analysis): Decision | undefined {
  /** A confirmation leaves a forecast open. */
  const decidedByThoseConcerned = !isForecast(analysis) && !isPosition(analysis);
  if (decidedByThoseConcerned && confirmationsWithStanding(analysis).some((act) => othersPutForward(analysis, act)))
    return { status: 'confirmed', rule: 'confirmed/first-hand' };
  if (holdersPositions(analysis).length > 0) return { status: 'confirmed', rule: 'confirmed/holder' };
  if (analysis.evidence('supports').length > 0) return { status: 'confirmed', rule: 'confirmed/evidence' };
  return undefined;
}

/** A denial with standing, or evidence that refutes. */
function denied(analysis: Analysis): Decision | undefined {
  if (denialsWithStanding(analysis).length > 0)
    return { status: 'denied', rule: isPosition(analysis) ? 'denied/holder' : 'denied/first-hand' };
  if (analysis.evidence('refutes').length > 0) return { status: 'denied', rule: 'denied/evidence' };
  return undefined;
}

/** Two independent named origins corroborate a claim. */
const corroborated = (analysis: Analysis): Decision | undefined =>
  twoIndependent(analysis) ? { status: 'corroborated', rule: 'corroborated/independent-origins' } : undefined;

/** A forecast without an outcome is open. */
const open = (analysis: Analysis): Decision | undefined =>
  isForecast(analysis) && outcomes(analysis).length === 0
    ? { status: 'open', rule: 'open/awaiting-outcome' }
    : undefined;

/**
 * The latest searches that found something or nothing all found nothing, and are still valid. The outcomes `no-answer`
 * and `declined` are neither. A search without an end date is valid until the next one.
 */
function unsubstantiated(analysis: Analysis): Decision | undefined {
  const searches = analysis.happened
    .filter((act) => isA(act, 'ConfirmationSought'))
    .filter(
      (act) => analysis.isEffective(act) && (act.data.outcome === 'found' || act.data.outcome === 'found-nothing'),
    );
  const latest = searches.filter((search) => !searches.some((other) => analysis.follows(other, search)));
  const stillGood = (search: ActOf<'ConfirmationSought'>): boolean =>
    Date.parse(analysis.input.at) <= (spanOf(search.data.goodUntil)?.to ?? Infinity);
  if (latest.length === 0 || latest.some((search) => search.data.outcome === 'found')) return undefined;
  return latest.every(stillGood)
    ? { status: 'unsubstantiated', rule: 'unsubstantiated/found-nothing' }
    : { status: 'unverified', rule: 'unverified/search-expired' };
}

/** The first rule that matches decides. */
const rules = [rated, byOutcome, retracted, disputed, confirmed, denied, corroborated, open, unsubstantiated];
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
): ReferenceVerification | undefined {
  const input = policyInputOf(events, claimId, question);
  if (!input) return undefined;
  const view = viewOf(input);
  const stands = effectiveActsIn(view);
  const analysis = { ...view, ...stands, ...originsIn(view, stands) };
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
      circular: number('circular'),
    },
  };
}
