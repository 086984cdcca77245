import { isRule, RULES } from '../../verification/standard/rule-names.js';
import { NO_EFFECT_REASONS } from '../../verification/standard/no-effect-reasons.js';
import type { SummaryPart } from '../../verification/summary/summary-part.js';

/**
 * The reason for a status in plain words; for a rule that only a newer server knows, its name.
 *
 * @param parts of the summary, if it is known: they say why the word of those whom the claim is about doesn't decide it
 */
export function explainRule(rule: string, [first]: readonly SummaryPart<unknown>[] = []): string {
  if (!isRule(rule)) return `by the rule ${rule}`;
  const isOwnWord = rule === 'unverified/none' && first?.code === 'only-says' && first.subject === 'about';
  return `because ${RULES[rule].because}${isOwnWord ? ': what its subject says counts once others have put it forward too' : ''}`;
}

/** Of an entry that a scenario leaves out. */
export const EXCLUDED = 'left out by the scenario';

/** Why an entry has no effect; undefined for a reason that only a newer server knows. */
export function withoutEffect(reason: string): string | undefined {
  const words: Readonly<Record<string, string>> = { ...NO_EFFECT_REASONS, excluded: EXCLUDED };
  return Object.hasOwn(words, reason) ? words[reason] : undefined;
}
