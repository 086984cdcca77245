import type { Reason } from '../policy.js';
import { byEntry, type DecisionRule, type Decision } from './decision.js';
import type { ActNode } from './act-node.js';
import type { Analysis } from './analysis.js';
import { EarlierActs, LaterActs } from './chronology.js';
import { MandateReasons } from './mandate-reasons.js';
import { RATINGS, type Rating, type ForecastOutcome } from '../../domain/vocabulary.js';
import type { Rule } from './rule-names.js';
import type { Expiry } from './searches.js';
import type { Principals } from './principals.js';
import { WideSide, WideSides } from './wide-side.js';

/** Acts as reasons, with the mandates that give them standing. */
function reasonsOf(acts: readonly ActNode[], { standing, representation }: Analysis): readonly Reason[] {
  const mandates = new MandateReasons(representation);
  for (const act of acts) standing.addMandates(act, mandates);
  return [...acts.map(byEntry), ...mandates.list()];
}

/** What is strong enough to support the claim against opposition. */
function supportOf(analysis: Analysis): readonly Reason[] {
  const { confirmations, evidenceFor, origins } = analysis;
  const witnesses = analysis.doEyewitnessesDispute ? [...origins.named].filter(isEyewitness) : [];
  const further = [...evidenceFor, ...witnesses, ...origins.independent()];
  const statements = [...confirmations, ...assertionsAgainstDenials(analysis)];
  return [...reasonsOf(statements, analysis), ...further.map(byEntry)];
}

function isEyewitness({ entry: { data } }: ActNode): boolean {
  return 'basis' in data && (data.basis === 'witnessed' || data.basis === 'recording');
}

/** Of a claim about several actors: assertions by one of them, where another, who isn't on its side, denies the claim. */
export function assertionsAgainstDenials(analysis: Analysis): readonly ActNode[] {
  const { kind, principals, denials, ownStatements, standing, representation, effectiveActs } = analysis;
  if (kind === 'position' || principals.count < 2 || denials.length === 0) return [];
  const assertions = ownStatements.filter((act) => act.entry.type === 'ClaimAsserted' && standing.has(act));
  if (assertions.length === 0) return [];
  const sides = denials.map((denial) => WideSide.of(denial, representation, effectiveActs.effectiveMakersOf(denial)));
  const opponents = sidesByParts(sides, principals);
  return assertions.filter((assertion) => {
    const makers = effectiveActs.effectiveMakersOf(assertion);
    const isThirdParty = (side: WideSide): boolean => side.isThirdParty(assertion, makers);
    return [...opponents].some(
      ([part, larger]) =>
        isThirdParty(part) &&
        [...larger].some(([shared, whole]) => isThirdParty(shared) && [...whole.values()].some(isThirdParty)),
    );
  });
}

/** Sides by their parts, so that few of thousands have to be looked at. */
function sidesByParts(sides: readonly WideSide[], principals: Principals) {
  const wideSides = new WideSides(sides, principals);
  const byParts = new Map<WideSide, Map<WideSide, Map<string, WideSide>>>();
  for (const side of sides) {
    const [part, shared] = wideSides.partsOf(side);
    const larger = byParts.get(part) ?? new Map<WideSide, Map<string, WideSide>>();
    const whole = larger.get(shared) ?? new Map<string, WideSide>();
    byParts.set(part, larger.set(shared, whole.set(side.key, side)));
  }
  return byParts;
}

/** What is strong enough to oppose the claim. */
function oppositionOf(analysis: Analysis): readonly Reason[] {
  return [...reasonsOf(analysis.denials, analysis), ...analysis.evidenceAgainst.map(byEntry)];
}

const FOR: ReadonlySet<Rating> = new Set(['true', 'mostly-true']);
const AGAINST: ReadonlySet<Rating> = new Set(['false', 'mostly-false']);

/**
 * A verdict that is neither for nor against the claim yields to a later outcome, or a later confirmation or denial with
 * standing, and the next rules decide. A verdict against the claim yields to a later confirmation with standing, which
 * makes the claim disputed.
 */
const byVerdict: DecisionRule<Analysis> = (analysis) => {
  const { verdicts, confirmations, denials, outcomes } = analysis;
  if (verdicts.length === 0) return undefined;
  const supporting = verdicts.filter((verdict) => FOR.has(ratingOf(verdict)));
  const opposing = verdicts.filter((verdict) => AGAINST.has(ratingOf(verdict)));
  if (supporting.length > 0 && opposing.length > 0) {
    return { rule: 'disputed/verdicts', because: [...supporting, ...opposing].map(byEntry) };
  }
  const laterConfirmation = followersOf(confirmations);
  const laterStatement = followersOf([...confirmations, ...denials, ...outcomes]);
  const yields = (verdict: ActNode): boolean => {
    if (FOR.has(ratingOf(verdict))) return false;
    return (AGAINST.has(ratingOf(verdict)) ? laterConfirmation : laterStatement).someFollows(verdict);
  };
  const effective = verdicts.filter((verdict) => !yields(verdict));
  if (effective.length > 0)
    return { rule: 'rated/verdict', rating: mainRating(effective), because: verdicts.map(byEntry) };
  if (opposing.length === 0) return undefined;
  const earlier = earlierOf(opposing);
  const later = confirmations.filter((confirmation) => earlier.someIsFollowedBy(confirmation));
  return { rule: 'disputed/verdict-and-later', because: [...opposing.map(byEntry), ...reasonsOf(later, analysis)] };
};

/**
 * The rating of the latest verdicts, of those with a direction if there are any. If they differ: the first in
 * `PREFERENCE`.
 */
function mainRating(verdicts: readonly ActNode[]): Rating {
  const directed = verdicts.filter((verdict) => FOR.has(ratingOf(verdict)) || AGAINST.has(ratingOf(verdict)));
  const considered = directed.length > 0 ? directed : verdicts;
  const followers = followersOf(considered);
  const latest = new Set(considered.filter((verdict) => !followers.someFollows(verdict)).map(ratingOf));
  return PREFERENCE.find((rating) => latest.has(rating)) ?? 'unproven';
}

/** Ratings for or against the claim first, the milder before the stronger. */
const PREFERENCE: readonly Rating[] = ['mostly-true', 'true', 'mostly-false', 'false', ...RATINGS];

function ratingOf({ entry }: ActNode): Rating {
  return entry.type === 'VerdictIssued' ? entry.data.rating : 'unproven';
}

function earlierOf(acts: readonly ActNode[]): EarlierActs {
  const earlier = new EarlierActs();
  for (const act of acts) earlier.add(act);
  return earlier;
}

function followersOf(acts: readonly ActNode[]): LaterActs {
  const followers = new LaterActs();
  for (const act of acts) followers.add(act);
  return followers;
}

const byOutcome: DecisionRule<Analysis> = ({ outcomes }) => {
  const withOutcome = (outcome: ForecastOutcome): readonly ActNode[] =>
    outcomes.filter(({ entry }) => entry.type === 'ForecastResolved' && entry.data.outcome === outcome);
  const cameTrue = withOutcome('came-true');
  const didNot = withOutcome('did-not');
  if (cameTrue.length > 0 && didNot.length > 0) return decide('disputed/outcomes', [...cameTrue, ...didNot]);
  return (
    decideIfAny('fulfilled/came-true', cameTrue) ??
    decideIfAny('unfulfilled/did-not', didNot) ??
    decideIfAny('partly-fulfilled/in-part', withOutcome('in-part')) ??
    decideIfAny('lapsed/lapsed', withOutcome('lapsed'))
  );
};

const byRetraction: DecisionRule<Analysis> = (analysis) => {
  const { effectiveActs, representation, evidenceFor, origins } = analysis;
  const ownStatements = analysis.ownStatements.filter((act) => !analysis.isUnsupportive(act));
  const retracted = [...effectiveActs.retractions].filter(([act]) => act.putsForward);
  if (retracted.length === 0 || ownStatements.length > 0 || evidenceFor.length > 0) return undefined;
  if (origins.hasSources) return undefined;
  const mandates = new MandateReasons(representation);
  for (const [act, retractions] of retracted) mandates.addLinking(retractions, act);
  const entries = retracted.flatMap(([act, retractions]) => [act, ...retractions]).map(byEntry);
  return { rule: 'retracted/taken-back', because: [...entries, ...mandates.list(), ...oppositionOf(analysis)] };
};

const byDispute: DecisionRule<Analysis> = (analysis) => {
  const opposition = oppositionOf(analysis);
  if (opposition.length === 0) return undefined;
  const support = supportOf(analysis);
  if (support.length === 0) return undefined;
  return { rule: 'disputed/support-and-opposition', because: [...support, ...opposition] };
};

const byConfirmation: DecisionRule<Analysis> = (analysis) => {
  const { kind, confirmations, evidenceFor } = analysis;
  if (kind === 'position' && confirmations.length > 0) {
    return { rule: 'stated/holder', because: reasonsOf(confirmations, analysis) };
  }
  // A confirmation only says that a forecast was made: it stays open until its outcome.
  const firstHand = kind === 'forecast' ? [] : analysis.firstHand();
  if (firstHand.length > 0) return { rule: 'confirmed/first-hand', because: reasonsOf(firstHand, analysis) };
  return decideIfAny('confirmed/evidence', evidenceFor);
};

const byRefutation: DecisionRule<Analysis> = ({ evidenceAgainst }) => decideIfAny('refuted/evidence', evidenceAgainst);

const byDenial: DecisionRule<Analysis> = (analysis) => {
  const { kind, denials } = analysis;
  if (denials.length === 0) return undefined;
  const rule = kind === 'position' ? 'denied/holder' : 'denied/first-hand';
  return { rule, because: reasonsOf(denials, analysis) };
};

const byOrigins: DecisionRule<Analysis> = ({ origins }) =>
  decideIfAny('corroborated/independent-origins', origins.independent());

/** The last rule for a forecast: it waits for its outcome, and is overdue once its due date has passed entirely. */
export function byDue(analysis: Analysis, at: string): Decision {
  const because = reasonsOf(analysis.confirmations, analysis);
  if (analysis.due === undefined || analysis.due.lastMoment >= Date.parse(at)) {
    return { rule: 'open/awaiting-outcome', because };
  }
  return { rule: 'open/overdue', because: [...because, { passed: analysis.due.date }] };
}

/** The last rule for any other claim. */
export function bySearch({ searches, origins }: Analysis, expired: Expiry['expired']): Decision {
  const { latest, foundNothing } = searches;
  if (!foundNothing || origins.named.size > 0) return { rule: 'unverified/none', because: [] };
  if (expired.size > 0) {
    const passed = [...expired].flatMap(([act, date]): readonly Reason[] => [byEntry(act), { passed: date }]);
    return { rule: 'unverified/search-expired', because: passed };
  }
  return decide(
    'unsubstantiated/found-nothing',
    latest.map(({ act }) => act),
  );
}

const DECISION_RULES: readonly DecisionRule<Analysis>[] = [
  byVerdict,
  byOutcome,
  byRetraction,
  byDispute,
  byConfirmation,
  byRefutation,
  byDenial,
  byOrigins,
];

/** Applies the rules in order; the first that applies decides. Undefined if none does: then `byDue` or `bySearch` does. */
export function applyRules(analysis: Analysis): Decision | undefined {
  for (const decisionRule of DECISION_RULES) {
    const decision = decisionRule(analysis);
    if (decision !== undefined) return decision;
  }
  return undefined;
}

function decide(rule: Rule, acts: readonly ActNode[]): Decision {
  return { rule, because: acts.map(byEntry) };
}

function decideIfAny(rule: Rule, acts: readonly ActNode[]): Decision | undefined {
  return acts.length === 0 ? undefined : decide(rule, acts);
}
