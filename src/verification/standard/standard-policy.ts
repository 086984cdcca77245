import type { Verification, Policy } from '../policy.js';
import { type Decision, sortReasons } from './decision.js';
import { analyze, type Analysis } from './analysis.js';
import { bySearch, applyRules } from './decision-rules.js';
import { statusOf } from './rule-names.js';
import { expiryAt } from './searches.js';
import { insertWithoutEffect } from './entries-without-effect.js';

/**
 * The ledger's own way to judge, version 1: `RULES` lists its rules, `WITHOUT_EFFECT` why entries have none. Pure, and
 * linear in the entries but for odd cases; the order of recording changes nothing.
 *
 * @throws InvalidTimeError for a time that no decider would have let in
 */
export const standard: Policy = {
  id: 'standard',
  version: 1,
  evaluate(given) {
    const findings = analyze(given);
    return conclude(findings, applyRules(findings), given.at);
  },
  *evaluateOverTime(given) {
    let findings = analyze(given);
    let decision = applyRules(findings);
    for (let at: string | undefined = given.at; ;) {
      const verification = conclude(findings, decision, at);
      yield verification;
      at = verification.changesAt;
      if (at === undefined) return;
      if (findings.record.isWhole) continue;
      findings = analyze({ ...given, at });
      decision = applyRules(findings);
    }
  },
};

function conclude(findings: Analysis, decision: Decision | undefined, at: string): Verification {
  const { record, searches, origins } = findings;
  const { expired, endsAt } = expiryAt(searches, at);
  const { rule, because, ...more } = decision ?? bySearch(searches, expired);
  const withoutEffect = [...findings.withoutEffect];
  insertWithoutEffect(withoutEffect, expired.keys(), 'expired');
  return {
    status: statusOf(rule),
    rule,
    ...more,
    because: sortReasons(because),
    possibly: record.possibly,
    policy: `${standard.id}/${String(standard.version)}`,
    ...origins.list(),
    withoutEffect,
    // Under any status: at the end of a search its entry at least comes to be without effect.
    ...(endsAt !== undefined && { changesAt: endsAt }),
  };
}
