import type { Origin, Verification } from '../../../../src/verification/policy.js';
import { RATINGS, type Rating, type Status } from '../../../../src/domain/vocabulary.js';
import { caseOf } from './input.js';
import { spanOf } from './dates.js';
import { originsIn, type End, type Origins } from './origins.js';
import type { AnyFact, Question } from './acts.js';
import { isDenial, isSupport, standsIn, type Stands } from './effective.js';
import { isA, viewOf, type Act, type ActOf, type View } from './view.js';

/** What both evaluators must say alike; origins are in the order of their natures and actors. */
export type NaiveVerification = Pick<Verification, 'status' | 'rule' | 'rating' | 'possibly' | 'origins' | 'counts'>;

interface Decision {
  readonly status: Status;
  readonly rule: string;
  readonly rating?: Rating;
}

/** All that the rules look at. */
interface Weighed extends View, Stands, Origins {}

const direction = (rating: Rating): 'for' | 'against' | 'none' =>
  rating === 'true' || rating === 'mostly-true'
    ? 'for'
    : rating === 'false' || rating === 'mostly-false'
      ? 'against'
      : 'none';

/** Of several verdicts that no other follows, a direction says more than none, and "mostly" claims less. */
const CARRIED: readonly Rating[] = ['mostly-true', 'mostly-false', 'true', 'false', ...RATINGS];

const isPosition = ({ case: { claims } }: Weighed): boolean => claims[0]?.kind === 'position';
const isForecast = ({ case: { claims } }: Weighed): boolean => claims[0]?.kind === 'forecast';

const confirmationsWithStanding = (w: Weighed): Act[] =>
  w.happened.filter((act) => isA(act, 'ClaimConfirmed') && isSupport(act) && w.hasStanding(act));
const denialsWithStanding = (w: Weighed): Act[] => w.happened.filter((act) => isDenial(act) && w.hasStanding(act));

/** "a holder's position": that it holds so, in its own name. */
const holdersPositions = (w: Weighed): Act[] =>
  w.happened.filter(
    (act) => isPosition(w) && isA(act, 'ClaimAsserted', 'ClaimConfirmed') && isSupport(act) && w.hasStanding(act),
  );

/** "what others too put forward (… interpretations too …)" */
const putsForward = (act: Act): boolean => isSupport(act) || act.type === 'ClaimInterpreted';

const outcomes = (w: Weighed): ActOf<'ForecastResolved'>[] =>
  isForecast(w) ? w.happened.filter((act) => isA(act, 'ForecastResolved')).filter((act) => w.stands(act)) : [];

/** "a verdict stands; the answer carries the rating." – "Who has standing doesn't rate" */
function rated(w: Weighed): Decision | undefined {
  const verdicts = w.happened
    .filter((act) => isA(act, 'VerdictIssued'))
    .filter((act) => w.stands(act) && !w.hasStanding(act));
  if (verdicts.length === 0) return undefined;

  /** "Verdicts against each other: `disputed`." */
  const directions = verdicts.map((verdict) => direction(verdict.data.rating));
  if (directions.includes('for') && directions.includes('against'))
    return { status: 'disputed', rule: 'disputed/verdicts' };

  /**
   * "A verdict without direction yields to a later confirmation or denial with standing, or outcome"; of a position,
   * that its holder says so confirms it.
   */
  const confirming = [...confirmationsWithStanding(w), ...holdersPositions(w)];
  const settling = [...confirming, ...denialsWithStanding(w), ...outcomes(w)];
  const left = verdicts.filter(
    (verdict) => direction(verdict.data.rating) !== 'none' || !settling.some((act) => w.follows(act, verdict)),
  );
  if (left.length === 0) return undefined;

  /** "one against, to a later confirmation with standing: `disputed`" */
  const unanswered = left.filter(
    (verdict) => direction(verdict.data.rating) !== 'against' || !confirming.some((act) => w.follows(act, verdict)),
  );
  if (unanswered.length === 0) return { status: 'disputed', rule: 'disputed/verdict-and-later' };

  const latest = unanswered.filter((verdict) => !unanswered.some((other) => w.follows(other, verdict)));
  const rating = CARRIED.find((word) => latest.some((verdict) => verdict.data.rating === word));
  return { status: 'rated', rule: 'rated/verdict', ...(rating ? { rating } : {}) };
}

/**
 * "a forecast that came true: `confirmed`; did not: `denied`; both said: `disputed`; in part or lapsed: `unverified`"
 */
function byOutcome(w: Weighed): Decision | undefined {
  const said = new Set(outcomes(w).map((act) => act.data.outcome));
  if (said.has('came-true') && said.has('did-not')) return { status: 'disputed', rule: 'disputed/outcomes' };
  if (said.has('came-true')) return { status: 'confirmed', rule: 'confirmed/came-true' };
  if (said.has('did-not')) return { status: 'denied', rule: 'denied/did-not' };
  if (said.has('in-part')) return { status: 'unverified', rule: 'unverified/in-part' };
  if (said.has('lapsed')) return { status: 'unverified', rule: 'unverified/lapsed' };
  return undefined;
}

/**
 * "an entry was taken back whole, and what is left is at most baseless reports or rings: no assertion, no named or
 * unnamed end, no evidence that supports"
 */
function retracted(w: Weighed): Decision | undefined {
  const left = w.happened.filter((act) => isSupport(act) && w.stands(act));
  return w.happened.some((act) => putsForward(act) && w.takenBackWhole(act)) &&
    left.every((act) => act.type === 'ClaimReported') &&
    !w.all.some((end) => end.nature === 'named' || end.nature === 'unnamed') &&
    w.evidence('supports').length === 0
    ? { status: 'retracted', rule: 'retracted/taken-back' }
    : undefined;
}

/** "two independent named origins" */
function twoIndependent(w: Weighed): boolean {
  const named = w.all.filter((end) => end.nature === 'named');
  return named.some((a) => named.some((b) => w.independent(a, b)));
}

/** "a named origin whose basis is `witnessed` or `recording`" */
const atFirstHand = (end: End): boolean =>
  end.nature === 'named' &&
  end.acts.some(({ data }) => 'basis' in data && (data.basis === 'witnessed' || data.basis === 'recording'));

/** "support (…) against opposition (a denial with standing, or evidence that refutes)" */
function disputed(w: Weighed): Decision | undefined {
  const support =
    confirmationsWithStanding(w).length > 0 ||
    holdersPositions(w).length > 0 ||
    w.evidence('supports').length > 0 ||
    twoIndependent(w) ||
    w.all.some(atFirstHand);
  return support && denied(w) ? { status: 'disputed', rule: 'disputed/support-and-opposition' } : undefined;
}

/**
 * "what others too put forward (whether it still stands or not, interpretations too; not what ends on its own side)"
 */
function othersPutForward(w: Weighed, confirmation: Act): boolean {
  const own = w.sideOfAll(confirmation.data.by, confirmation);
  const onOwnSide = (makers: readonly string[], act: Act | undefined): boolean =>
    [...(act ? w.voicesOf(makers, act) : makers)].some((actor) => own.has(actor) || own.has(w.outlet(actor) ?? ''));
  /** A ring ends nowhere: it is its own side's only if nobody else's entry is in it. */
  const isOwn = ({ nature, makers, acts }: End): boolean =>
    nature === 'circular' ? acts.every((act) => onOwnSide(act.data.by, act)) : onOwnSide(makers, acts[0]);
  return w.happened.some((act) => {
    if (!putsForward(act) || onOwnSide(act.data.by, act)) return false;
    return !isSupport(act) || w.endsOf(act).some((end) => !isOwn(end));
  });
}

/** "a confirmation with standing of what others too put forward …; a holder's position; evidence that supports" */
function confirmed(w: Weighed): Decision | undefined {
  /** "`open`: a forecast without outcome; a confirmation leaves it open" */
  const firstHand = !isForecast(w) && !isPosition(w);
  if (firstHand && confirmationsWithStanding(w).some((act) => othersPutForward(w, act)))
    return { status: 'confirmed', rule: 'confirmed/first-hand' };
  if (holdersPositions(w).length > 0) return { status: 'confirmed', rule: 'confirmed/holder' };
  if (w.evidence('supports').length > 0) return { status: 'confirmed', rule: 'confirmed/evidence' };
  return undefined;
}

/** "`denied`: opposition" */
function denied(w: Weighed): Decision | undefined {
  if (denialsWithStanding(w).length > 0)
    return { status: 'denied', rule: isPosition(w) ? 'denied/holder' : 'denied/first-hand' };
  if (w.evidence('refutes').length > 0) return { status: 'denied', rule: 'denied/evidence' };
  return undefined;
}

/** "`corroborated`: two independent named origins" */
const corroborated = (w: Weighed): Decision | undefined =>
  twoIndependent(w) ? { status: 'corroborated', rule: 'corroborated/independent-origins' } : undefined;

/** "a forecast without outcome" */
const open = (w: Weighed): Decision | undefined =>
  isForecast(w) && outcomes(w).length === 0 ? { status: 'open', rule: 'open/awaiting-outcome' } : undefined;

/**
 * "the latest searches that found or found nothing all found nothing ("no answer" and "declined" are neither) and
 * are still good; without an end date, until the next"
 */
function unsubstantiated(w: Weighed): Decision | undefined {
  const searches = w.happened
    .filter((act) => isA(act, 'ConfirmationSought'))
    .filter((act) => w.stands(act) && (act.data.outcome === 'found' || act.data.outcome === 'found-nothing'));
  const latest = searches.filter((search) => !searches.some((other) => w.follows(other, search)));
  const stillGood = (search: ActOf<'ConfirmationSought'>): boolean =>
    Date.parse(w.case.at) <= (spanOf(search.data.goodUntil)?.to ?? Infinity);
  if (latest.length === 0 || latest.some((search) => search.data.outcome === 'found')) return undefined;
  return latest.every(stillGood)
    ? { status: 'unsubstantiated', rule: 'unsubstantiated/found-nothing' }
    : { status: 'unverified', rule: 'unverified/search-expired' };
}

/** "the first rule that fits decides" */
const rules = [rated, byOutcome, retracted, disputed, confirmed, denied, corroborated, open, unsubstantiated];
const unverified: Decision = { status: 'unverified', rule: 'unverified/none' };

function decide(w: Weighed): Decision {
  for (const rule of rules) {
    const decision = rule(w);
    if (decision) return decision;
  }
  return unverified;
}

/** "the ends are the origins": those with the same actors and of the same nature are listed as one. */
function listed(ends: readonly End[]): Origin[] {
  const key = ({ nature, actors }: Origin): string => `${nature} ${actors.join()}`;
  return [...new Set(ends.map(key))].sort().flatMap((one) => {
    const same = ends.filter((end) => key(end) === one);
    const entries = [...new Set(same.flatMap((end) => end.entries))].sort();
    return same.slice(0, 1).map(({ nature, actors }) => ({ nature, actors, entries }));
  });
}

/**
 * The verification of one claim from the events of the whole log, in log order: the page that describes the domain,
 * read word for word. It is slow and shares no logic with the policies, so that they can be checked against it.
 * Undefined if the claim wasn't registered.
 */
export function naive(events: readonly AnyFact[], claimId: string, question: Question): NaiveVerification | undefined {
  const laid = caseOf(events, claimId, question);
  if (!laid) return undefined;
  const view = viewOf(laid);
  const stands = standsIn(view);
  const weighed = { ...view, ...stands, ...originsIn(view, stands) };
  const origins = listed(weighed.all);
  const number = (nature: Origin['nature']): number => origins.filter((origin) => origin.nature === nature).length;
  return {
    ...decide(weighed),
    possibly: view.possibly.map((act) => act.ref).sort(),
    origins,
    counts: {
      named: number('named'),
      unnamed: number('unnamed'),
      baseless: number('baseless'),
      circular: number('circular'),
    },
  };
}
