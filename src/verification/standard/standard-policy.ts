import type { Verification } from '../policy-input.js';
import { type Decision, sortReasons } from './decision.js';
import { examine, type Findings } from './analysis.js';
import type { Policy } from '../policy.js';
import { bySearch, decideBy } from './decision-rules.js';
import { statusOf } from './rule-names.js';
import { expiryAt } from './searches.js';
import { showToo } from './entries-without-effect.js';

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
    const findings = examine(given);
    return conclude(findings, decideBy(findings), given.at);
  },
  *asDatesPass(given) {
    let findings = examine(given);
    let decision = decideBy(findings);
    for (let at: string | undefined = given.at; ;) {
      const verification = conclude(findings, decision, at);
      yield verification;
      at = verification.changesAt;
      if (at === undefined) return;
      if (findings.record.isWhole) continue;
      findings = examine({ ...given, at });
      decision = decideBy(findings);
    }
  },
};

function conclude(findings: Findings, decision: Decision | undefined, at: string): Verification {
  const { record, searches, origins } = findings;
  const { expired, endsAt } = expiryAt(searches, at);
  const { rule, because, ...more } = decision ?? bySearch(searches, expired);
  const withoutEffect = [...findings.withoutEffect];
  showToo(withoutEffect, expired.keys(), 'expired');
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
