import type { Verification, Policy } from '../policy.js';
import { type Decision, sortReasons } from './decision.js';
import { AnalysisCache, type Findings } from './analysis-cache.js';
import { applyRules, byDue, bySearch } from './decision-rules.js';
import { statusOf } from './rule-names.js';
import { expiryAt, momentAfter } from './searches.js';
import { insertWithoutEffect } from './entries-without-effect.js';
import { summarize } from './summary/summarize.js';

/**
 * The ledger's own policy, version 1: `RULES` lists its rules, `NO_EFFECT_REASONS` why entries have no effect. Pure; time
 * linear in the number of entries except in unusual cases; independent of the order of recording.
 *
 * @throws InvalidTimeError for a time that no decider would have accepted
 */
export const standard: Policy = {
  id: 'standard',
  version: 1,
  evaluate(input) {
    const findings = AnalysisCache.of(input).analyze(input);
    return conclude(findings, applyRules(findings.analysis), input.at);
  },
  *evaluateOverTime(input) {
    const cache = AnalysisCache.of(input);
    let findings = cache.analyze(input);
    let decision = applyRules(findings.analysis);
    for (let at: string | undefined = input.at; ;) {
      const verification = conclude(findings, decision, at);
      yield verification;
      at = verification.changesAt;
      if (at === undefined) return;
      if (findings.analysis.actGraph.isUnrestricted) continue;
      findings = cache.analyze({ ...input, at });
      decision = applyRules(findings.analysis);
    }
  },
};

function conclude({ analysis, material }: Findings, decision: Decision | undefined, at: string): Verification {
  const { actGraph, searches, origins } = analysis;
  const expiry = expiryAt(searches, at);
  const { expired, endsAt } = expiry;
  const { kind, due } = analysis;
  const decided = decision ?? (kind === 'forecast' ? byDue(analysis, at) : bySearch(analysis, expired));
  const { rule, because, ...more } = decided;
  const becomesOverdue =
    rule === 'open/awaiting-outcome' && due !== undefined ? momentAfter(due.lastMoment) : undefined;
  const changes = [endsAt, becomesOverdue].filter((moment) => moment !== undefined).sort();
  const withoutEffect = [...analysis.withoutEffect];
  insertWithoutEffect(withoutEffect, expired.keys(), 'expired');
  return {
    status: statusOf(rule),
    rule,
    ...more,
    summary: summarize(analysis, material, decided, expiry),
    because: sortReasons(because),
    possibly: actGraph.possibly,
    policy: `${standard.id}/${String(standard.version)}`,
    ...origins.list(),
    withoutEffect,
    // Whatever the status: when a search expires, at least its own entry loses its effect.
    ...(changes[0] !== undefined && { changesAt: changes[0] }),
  };
}
