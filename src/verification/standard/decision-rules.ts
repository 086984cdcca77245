import type { Reason } from '../policy.js';
import { byEntry, byMandate, type DecisionRule, type Decision } from './decision.js';
import type { ActNode } from './act-node.js';
import type { Analysis } from './analysis.js';
import { LaterActs, isKnownToFollow } from './chronology.js';
import { RATINGS, type Rating, type ForecastOutcome } from '../../domain/vocabulary.js';
import type { Rule } from './rule-names.js';
import type { Expiry, Searches } from './searches.js';

/** Acts as reasons, with the mandates that give them standing. */
function reasonsOf(acts: readonly ActNode[], { standing }: Analysis): readonly Reason[] {
  return acts.flatMap((act) => [byEntry(act), ...(standing.of(act) ?? []).map(byMandate)]);
}

/** What is strong enough to support the claim against opposition. */
function supportOf(analysis: Analysis): readonly Reason[] {
  const { confirmations, evidenceFor, origins } = analysis;
  const witnesses = [...origins.named].filter(
    ({ entry }) => 'basis' in entry.data && (entry.data.basis === 'witnessed' || entry.data.basis === 'recording'),
  );
  const further = [...evidenceFor, ...witnesses, ...origins.independent()];
  return [...reasonsOf(confirmations, analysis), ...further.map(byEntry)];
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
    return { rule: 'rated/verdict', rating: mainRating(effective), because: effective.map(byEntry) };
  if (opposing.length === 0) return undefined;
  const later = confirmations.filter((confirmation) =>
    opposing.some((verdict) => isKnownToFollow(confirmation, verdict)),
  );
  return { rule: 'disputed/verdict-and-later', because: [...opposing.map(byEntry), ...reasonsOf(later, analysis)] };
};

/** The rating of the latest verdicts. If they differ: the first in `PREFERENCE`. */
function mainRating(verdicts: readonly ActNode[]): Rating {
  const followers = followersOf(verdicts);
  const latest = new Set(verdicts.filter((verdict) => !followers.someFollows(verdict)).map(ratingOf));
  return PREFERENCE.find((rating) => latest.has(rating)) ?? 'unproven';
}

/** Ratings for or against the claim first, the milder before the stronger. */
const PREFERENCE: readonly Rating[] = ['mostly-true', 'true', 'mostly-false', 'false', ...RATINGS];

function ratingOf({ entry }: ActNode): Rating {
  return entry.type === 'VerdictIssued' ? entry.data.rating : 'unproven';
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
    decideIfAny('confirmed/came-true', cameTrue) ??
    decideIfAny('denied/did-not', didNot) ??
    decideIfAny('unverified/in-part', withOutcome('in-part')) ??
    decideIfAny('unverified/lapsed', withOutcome('lapsed'))
  );
};

const byRetraction: DecisionRule<Analysis> = ({
  effectiveActs,
  representation,
  ownStatements,
  evidenceFor,
  origins,
}) => {
  const retracted = [...effectiveActs.retractions].filter(([act]) => act.putsForward);
  if (retracted.length === 0 || ownStatements.length > 0 || evidenceFor.length > 0) return undefined;
  const { named, unnamed } = origins.list().counts;
  if (named > 0 || unnamed > 0) return undefined;
  const reasons = retracted.flatMap(([act, retractions]): readonly Reason[] => [
    byEntry(act),
    ...retractions.map(byEntry),
    ...retractions.flatMap((retraction) => representation.mandatesLinking(retraction, act)).map(byMandate),
  ]);
  return { rule: 'retracted/taken-back', because: reasons };
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
    return { rule: 'confirmed/holder', because: reasonsOf(confirmations, analysis) };
  }
  // A confirmation only says that a forecast was made: it stays open until its outcome.
  const firstHand = kind === 'forecast' ? [] : analysis.firstHand();
  if (firstHand.length > 0) return { rule: 'confirmed/first-hand', because: reasonsOf(firstHand, analysis) };
  return decideIfAny('confirmed/evidence', evidenceFor);
};

const byDenial: DecisionRule<Analysis> = (analysis) => {
  const { kind, denials, evidenceAgainst } = analysis;
  if (denials.length === 0) return decideIfAny('denied/evidence', evidenceAgainst);
  const rule = kind === 'position' ? 'denied/holder' : 'denied/first-hand';
  return { rule, because: reasonsOf(denials, analysis) };
};

const byOrigins: DecisionRule<Analysis> = ({ origins }) =>
  decideIfAny('corroborated/independent-origins', origins.independent());

const byKind: DecisionRule<Analysis> = (analysis) =>
  analysis.kind === 'forecast'
    ? { rule: 'open/awaiting-outcome', because: reasonsOf(analysis.confirmations, analysis) }
    : undefined;

/** The last rule: applies where no other does, and is the only one that depends on dates. */
export function bySearch({ latest, foundNothing }: Searches, expired: Expiry['expired']): Decision {
  if (!foundNothing) return { rule: 'unverified/none', because: [] };
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
  byDenial,
  byOrigins,
  byKind,
];

/** Applies the rules in order; the first that applies decides. Undefined if none does: then `bySearch` decides. */
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
