import { type Rule, RULES } from '../../verification/standard/rule-names.js';
import { NO_EFFECT_REASONS } from '../../verification/standard/no-effect-reasons.js';

/** Each rule as the end of a sentence that begins with "because". */
const BECAUSE: Readonly<Record<Rule, string>> = {
  'disputed/verdicts': 'verdicts stand that are for and against it',
  'rated/verdict': 'a verdict on it stands',
  'disputed/verdict-and-later':
    'a verdict against it stands, and one whom it is about, or who speaks for one, has confirmed it since',
  'disputed/outcomes': 'it is said to have come true, and not to have',
  'confirmed/came-true': 'it came true',
  'denied/did-not': 'it did not come true',
  'unverified/in-part': 'it came true only in part',
  'unverified/lapsed': 'it lapsed',
  'retracted/taken-back': 'it was taken back whole, and nothing of weight is left that supports it',
  'disputed/support-and-opposition': 'there is support of weight, and opposition of weight',
  'confirmed/holder': 'the one whose position it is says so',
  'confirmed/first-hand': 'one whom it is about, or who speaks for one, confirmed what others had put forward too',
  'confirmed/evidence': 'genuine primary evidence supports it',
  'denied/holder': 'the one whose position it is said to be denies it',
  'denied/first-hand': 'one whom it is about, or who speaks for one, denied it',
  'denied/evidence': 'genuine primary evidence refutes it',
  'corroborated/independent-origins':
    'two named sources, independent of each other, put it forward, each on a basis of its own',
  'open/awaiting-outcome': 'it is a forecast, and no outcome is recorded yet',
  'unsubstantiated/found-nothing': 'the latest searches for a confirmation found nothing',
  'unverified/search-expired': 'the latest searches found nothing, and are no longer good',
  'unverified/none': 'nothing on record decides it',
};

const isRule = (rule: string): rule is Rule => Object.hasOwn(RULES, rule);

/** Why a status holds, in plain words; of a rule that only a newer server knows, its name. */
export const explainRule = (rule: string): string =>
  isRule(rule) ? `because ${BECAUSE[rule]}` : `by the rule ${rule}`;

/** Why an entry has no effect; of a reason that only a newer server knows, nothing. */
export function withoutEffect(reason: string): string | undefined {
  const words: Readonly<Record<string, string>> = NO_EFFECT_REASONS;
  return Object.hasOwn(words, reason) ? words[reason] : undefined;
}
