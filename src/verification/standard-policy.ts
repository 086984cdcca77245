import type { Verification } from './case.js';
import { sortReasons } from './decision.js';
import { examine, type Findings } from './findings.js';
import type { Policy } from './policy.js';
import { decideBy } from './rows.js';
import { statusOf } from './rules.js';
import { findSearches } from './searches.js';
import { type Shown, shownWhenExpired, shownWithoutEffect } from './shown.js';

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
    return conclude(findings, shownWithoutEffect(findings));
  },
  *asDatesPass(given) {
    let findings = examine(given);
    let shown = shownWithoutEffect(findings);
    for (;;) {
      const verification = conclude(findings, shown);
      yield verification;
      const { changesAt: at } = verification;
      if (at === undefined) return;
      if (findings.record.isWhole) {
        const searches = findSearches(findings.sought, at);
        const { expired } = findings.searches;
        shown = shownWhenExpired(
          shown,
          [...searches.expired.keys()].filter((deed) => !expired.has(deed)),
        );
        findings = { ...findings, searches };
      } else {
        findings = examine({ ...given, at });
        shown = shownWithoutEffect(findings);
      }
    }
  },
};

function conclude(findings: Findings, withoutEffect: readonly Shown[]): Verification {
  const { rule, because, ...more } = decideBy(findings);
  const { origins, counts } = findings.origins;
  const { endsAt } = findings.searches;
  return {
    status: statusOf(rule),
    rule,
    ...more,
    because: sortReasons(because),
    possibly: findings.record.possibly,
    policy: `${standard.id}/${String(standard.version)}`,
    origins,
    counts,
    withoutEffect,
    // Under any status: at the end of a search its entry at least comes to be without effect.
    ...(endsAt !== undefined && { changesAt: endsAt }),
  };
}
