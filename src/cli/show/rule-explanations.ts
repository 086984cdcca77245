import { type Rule, RULES } from '../../verification/standard/rule-names.js';
import { NO_EFFECT_REASONS } from '../../verification/standard/no-effect-reasons.js';
import type { SummaryPart } from '../../verification/summary/summary-part.js';

/** Each rule as the rest of a sentence that starts with "because". */
const BECAUSE: Readonly<Record<Rule, string>> = {
  'disputed/verdicts': 'fact-checkers have given verdicts for and against it',
  'rated/verdict': 'a fact-checker has given a verdict',
  'disputed/verdict-and-later':
    "a fact-checker has given a verdict against it, and its subject, or the subject's spokesperson, has confirmed it since",
  'disputed/outcomes': 'it is recorded that it came true, and that it did not',
  'fulfilled/came-true': 'it came true',
  'unfulfilled/did-not': 'it did not come true',
  'partly-fulfilled/in-part': 'it came true only in part',
  'lapsed/lapsed': 'it lapsed',
  'retracted/taken-back': 'it was taken back completely, and no sourced support for it is left',
  'disputed/support-and-opposition': 'there is strong support for it, and strong opposition to it',
  'stated/holder': 'the holder of the position says so',
  'confirmed/first-hand': "its subject, or the subject's spokesperson, confirmed what others had put forward too",
  'confirmed/evidence': 'genuine primary evidence supports it',
  'refuted/evidence': 'genuine primary evidence refutes it',
  'denied/holder': 'the alleged holder of the position denies it',
  'denied/first-hand': "its subject, or the subject's spokesperson, denied it",
  'corroborated/independent-origins': 'two independent named sources put it forward, each on a basis of its own',
  'open/awaiting-outcome': 'it is a forecast, and no outcome is recorded yet',
  'open/overdue': 'it is a forecast whose due date has passed, and no outcome is recorded yet',
  'unsubstantiated/found-nothing': 'the latest searches for a confirmation found nothing',
  'unverified/search-expired': 'the latest searches found nothing, and have expired',
  'unverified/none': 'nothing on record decides it',
};

const isRule = (rule: string): rule is Rule => Object.hasOwn(RULES, rule);

/**
 * The reason for a status in plain words; for a rule that only a newer server knows, its name.
 *
 * @param parts of the summary, if it is known: they say why the word of those whom the claim is about doesn't decide it
 */
export function explainRule(rule: string, [first]: readonly SummaryPart<unknown>[] = []): string {
  if (!isRule(rule)) return `by the rule ${rule}`;
  const isOwnWord = rule === 'unverified/none' && first?.code === 'only-says' && first.subject === 'about';
  return `because ${BECAUSE[rule]}${isOwnWord ? ': what its subject says counts once others have put it forward too' : ''}`;
}

/** Why an entry has no effect; undefined for a reason that only a newer server knows. */
export function withoutEffect(reason: string): string | undefined {
  const words: Readonly<Record<string, string>> = NO_EFFECT_REASONS;
  return Object.hasOwn(words, reason) ? words[reason] : undefined;
}
