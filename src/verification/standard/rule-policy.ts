import type { Policy, PolicyInput, Verification } from '../policy.js';
import type { PolicyParameters } from '../policy-parameters.js';
import { type Decision, sortReasons } from './decision.js';
import { AnalysisCache, type Findings } from './analysis-cache.js';
import { applyRules, byDue, bySearch } from './decision-rules.js';
import { statusOf } from './rule-names.js';
import { expiryAt, momentAfter } from './searches.js';
import { insertWithoutEffect } from './entries-without-effect.js';
import { summarize } from './summary/summarize.js';

/**
 * A policy that applies the ledger's rules under these parameters: `RULES` lists the rules, `NO_EFFECT_REASONS` why
 * entries have no effect. Pure; time linear in the number of entries except in unusual cases; independent of the order of
 * recording.
 *
 * @throws InvalidTimeError for a time that no decider would have accepted
 */
export class RulePolicy implements Policy {
  /** Such as `standard/1`. */
  readonly name: string;

  constructor(
    readonly id: string,
    readonly version: number,
    readonly parameters: PolicyParameters,
  ) {
    this.name = `${id}/${version}`;
  }

  evaluate(input: PolicyInput): Verification {
    const findings = AnalysisCache.of(input, this.parameters).analyze(input);
    return this.conclude(findings, applyRules(findings.analysis), input.at);
  }

  *evaluateOverTime(input: PolicyInput): Iterable<Verification> {
    const cache = AnalysisCache.of(input, this.parameters);
    let findings = cache.analyze(input);
    let decision = applyRules(findings.analysis);
    for (let at: string | undefined = input.at; ;) {
      const verification = this.conclude(findings, decision, at);
      yield verification;
      at = verification.changesAt;
      if (at === undefined) return;
      if (findings.analysis.actGraph.isUnrestricted) continue;
      findings = cache.analyze({ ...input, at });
      decision = applyRules(findings.analysis);
    }
  }

  private conclude({ analysis, material }: Findings, decision: Decision | undefined, at: string): Verification {
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
      policy: this.name,
      ...origins.list(),
      coverage: analysis.coverage(),
      withoutEffect,
      // Whatever the status: when a search expires, at least its own entry loses its effect.
      ...(changes[0] !== undefined && { changesAt: changes[0] }),
    };
  }
}
