import type { Case, Verification } from './case.js';
import { sortReasons } from './decision.js';
import { examine } from './findings.js';
import type { Policy } from './policy.js';
import { decideBy } from './rows.js';
import { statusOf } from './rules.js';
import { shownWithoutEffect } from './shown.js';

/**
 * The ledger's own way to judge, version 1: `RULES` lists its rules, `WITHOUT_EFFECT` why entries have none. Pure, and
 * linear in the entries but for odd cases; the order of recording changes nothing.
 *
 * @throws InvalidTimeError for a time that no decider would have let in
 */
export const standard: Policy = {
  id: 'standard',
  version: 1,
  evaluate(given: Case): Verification {
    const findings = examine(given);
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
      withoutEffect: shownWithoutEffect(findings),
      // Under any status: at the end of a search its entry at least comes to be without effect.
      ...(endsAt !== undefined && { changesAt: endsAt }),
    };
  },
};
