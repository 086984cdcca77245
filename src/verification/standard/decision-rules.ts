import type { Reason } from '../policy.js';
import { byEntry, byMandate, type DecisionRule, type Decision } from './decision.js';
import type { ActNode } from './act-node.js';
import type { Analysis } from './analysis.js';
import { LaterActs, isKnownToFollow } from './chronology.js';
import { RATINGS, type Rating, type ForecastOutcome } from '../../domain/vocabulary.js';
import type { Rule } from './rule-names.js';
import type { Expiry, Searches } from './searches.js';

/** The acts, and the mandates by which they have standing. */
function reasonsOf(deeds: readonly ActNode[], { standing }: Analysis): readonly Reason[] {
  return deeds.flatMap((deed) => [byEntry(deed), ...(standing.of(deed) ?? []).map(byMandate)]);
}

/** What weighs for the claim when there is opposition. */
function supportOf(findings: Analysis): readonly Reason[] {
  const { confirmations, evidenceFor, origins } = findings;
  const witnesses = [...origins.named].filter(
    ({ entry }) => 'basis' in entry.data && (entry.data.basis === 'witnessed' || entry.data.basis === 'recording'),
  );
  const others = [...evidenceFor, ...witnesses, ...origins.independent()];
  return [...reasonsOf(confirmations, findings), ...others.map(byEntry)];
}

/** What weighs against the claim. */
function oppositionOf(findings: Analysis): readonly Reason[] {
  return [...reasonsOf(findings.denials, findings), ...findings.evidenceAgainst.map(byEntry)];
}

const FOR: ReadonlySet<Rating> = new Set(['true', 'mostly-true']);
const AGAINST: ReadonlySet<Rating> = new Set(['false', 'mostly-false']);

/**
 * A verdict without direction yields to a later confirmation or denial with standing, or outcome, and the next rows
 * decide; one against yields to a later confirmation with standing, and the two are at odds.
 */
const byVerdict: DecisionRule<Analysis> = (findings) => {
  const { verdicts, confirmations, denials, outcomes } = findings;
  if (verdicts.length === 0) return undefined;
  const pro = verdicts.filter((verdict) => FOR.has(ratingOf(verdict)));
  const con = verdicts.filter((verdict) => AGAINST.has(ratingOf(verdict)));
  if (pro.length > 0 && con.length > 0) {
    return { rule: 'disputed/verdicts', because: [...pro, ...con].map(byEntry) };
  }
  const laterConfirmation = followersOf(confirmations);
  const laterWord = followersOf([...confirmations, ...denials, ...outcomes]);
  const yields = (verdict: ActNode): boolean => {
    if (FOR.has(ratingOf(verdict))) return false;
    return (AGAINST.has(ratingOf(verdict)) ? laterConfirmation : laterWord).someFollows(verdict);
  };
  const firm = verdicts.filter((verdict) => !yields(verdict));
  if (firm.length > 0) return { rule: 'rated/verdict', rating: mainRating(firm), because: firm.map(byEntry) };
  if (con.length === 0) return undefined;
  const later = confirmations.filter((confirmation) => con.some((verdict) => isKnownToFollow(confirmation, verdict)));
  return { rule: 'disputed/verdict-and-later', because: [...con.map(byEntry), ...reasonsOf(later, findings)] };
};

/** Of the latest, one with a direction, else the first in the order of the list; of two, the milder. */
function mainRating(verdicts: readonly ActNode[]): Rating {
  const followers = followersOf(verdicts);
  const latest = new Set(verdicts.filter((verdict) => !followers.someFollows(verdict)).map(ratingOf));
  return BY_WEIGHT.find((rating) => latest.has(rating)) ?? 'unproven';
}

const BY_WEIGHT: readonly Rating[] = ['mostly-true', 'true', 'mostly-false', 'false', ...RATINGS];

function ratingOf({ entry }: ActNode): Rating {
  return entry.type === 'VerdictIssued' ? entry.data.rating : 'unproven';
}

function followersOf(deeds: readonly ActNode[]): LaterActs {
  const followers = new LaterActs();
  for (const deed of deeds) followers.add(deed);
  return followers;
}

const byOutcome: DecisionRule<Analysis> = ({ outcomes }) => {
  const said = (outcome: ForecastOutcome): readonly ActNode[] =>
    outcomes.filter(({ entry }) => entry.type === 'ForecastResolved' && entry.data.outcome === outcome);
  const cameTrue = said('came-true');
  const didNot = said('did-not');
  if (cameTrue.length > 0 && didNot.length > 0) return decide('disputed/outcomes', [...cameTrue, ...didNot]);
  return (
    decideIfAny('confirmed/came-true', cameTrue) ??
    decideIfAny('denied/did-not', didNot) ??
    decideIfAny('unverified/in-part', said('in-part')) ??
    decideIfAny('unverified/lapsed', said('lapsed'))
  );
};

const byTakingBack: DecisionRule<Analysis> = ({ upheld, sides, ownWords, evidenceFor, origins }) => {
  const takenBack = [...upheld.retractions].filter(([deed]) => deed.putsForward);
  if (takenBack.length === 0 || ownWords.length > 0 || evidenceFor.length > 0) return undefined;
  const { named, unnamed } = origins.list().counts;
  if (named > 0 || unnamed > 0) return undefined;
  const reasons = takenBack.flatMap(([deed, takings]): readonly Reason[] => [
    byEntry(deed),
    ...takings.map(byEntry),
    ...takings.flatMap((taking) => sides.mandatesUsed(taking, deed)).map(byMandate),
  ]);
  return { rule: 'retracted/taken-back', because: reasons };
};

const byDispute: DecisionRule<Analysis> = (findings) => {
  const opposition = oppositionOf(findings);
  if (opposition.length === 0) return undefined;
  const support = supportOf(findings);
  if (support.length === 0) return undefined;
  return { rule: 'disputed/support-and-opposition', because: [...support, ...opposition] };
};

const byConfirmation: DecisionRule<Analysis> = (findings) => {
  const { kind, confirmations, evidenceFor } = findings;
  if (kind === 'position' && confirmations.length > 0) {
    return { rule: 'confirmed/holder', because: reasonsOf(confirmations, findings) };
  }
  // A forecast is open until its outcome, whoever confirms that it is meant.
  const firstHand = kind === 'forecast' ? [] : findings.firstHand();
  if (firstHand.length > 0) return { rule: 'confirmed/first-hand', because: reasonsOf(firstHand, findings) };
  return decideIfAny('confirmed/evidence', evidenceFor);
};

const byDenial: DecisionRule<Analysis> = (findings) => {
  const { kind, denials, evidenceAgainst } = findings;
  if (denials.length === 0) return decideIfAny('denied/evidence', evidenceAgainst);
  const rule = kind === 'position' ? 'denied/holder' : 'denied/first-hand';
  return { rule, because: reasonsOf(denials, findings) };
};

const byOrigins: DecisionRule<Analysis> = ({ origins }) =>
  decideIfAny('corroborated/independent-origins', origins.independent());

const byKind: DecisionRule<Analysis> = (findings) =>
  findings.kind === 'forecast'
    ? { rule: 'open/awaiting-outcome', because: reasonsOf(findings.confirmations, findings) }
    : undefined;

/** What is left to decide by where nothing else does: the only row that dates change. */
export function bySearch({ latest, foundNothing }: Searches, expired: Expiry['expired']): Decision {
  if (!foundNothing) return { rule: 'unverified/none', because: [] };
  if (expired.size > 0) {
    const passed = [...expired].flatMap(([deed, date]): readonly Reason[] => [byEntry(deed), { passed: date }]);
    return { rule: 'unverified/search-expired', because: passed };
  }
  return decide(
    'unsubstantiated/found-nothing',
    latest.map(({ deed }) => deed),
  );
}

const ROWS: readonly DecisionRule<Analysis>[] = [
  byVerdict,
  byOutcome,
  byTakingBack,
  byDispute,
  byConfirmation,
  byDenial,
  byOrigins,
  byKind,
];

/** The first row that fits decides; undefined if none does, see `bySearch`. */
export function applyRules(findings: Analysis): Decision | undefined {
  for (const row of ROWS) {
    const decision = row(findings);
    if (decision !== undefined) return decision;
  }
  return undefined;
}

function decide(rule: Rule, deeds: readonly ActNode[]): Decision {
  return { rule, because: deeds.map(byEntry) };
}

function decideIfAny(rule: Rule, deeds: readonly ActNode[]): Decision | undefined {
  return deeds.length === 0 ? undefined : decide(rule, deeds);
}
