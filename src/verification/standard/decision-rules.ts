import { byEntry, byMandate } from './decision.js';
import type { Decision, DecisionRule } from './decision.js';
import type { Reason } from '../policy-input.js';
import type { ActNode } from './act-node.js';
import type { Analysis } from './analysis.js';
import type { Rule } from './rule-names.js';
import type { ForecastOutcome } from '../../domain/vocabulary.js';
import type { Expiry, Searches } from './searches.js';
import { byVerdict } from './verdict-rule.js';
import { oppositionOf, reasonsOf, supportOf } from './support-and-opposition.js';

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
