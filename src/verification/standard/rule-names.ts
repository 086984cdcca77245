import type { Status } from '../../domain/vocabulary.js';

interface RuleWords {
  /** When the rule applies, under any parameters: a sentence. */
  readonly when: string;
  /** The same in plain words, as the rest of a sentence that starts with "because". */
  readonly because: string;
}

/** The rules in the order in which they are applied, in words. Names never change. */
export const RULES = {
  'disputed/verdicts': {
    when: 'Effective verdicts are both for and against the claim.',
    because: 'fact-checkers have given verdicts for and against it',
  },
  'rated/verdict': {
    when: 'A verdict is effective, and nothing later that it yields to.',
    because: 'a fact-checker has given a verdict',
  },
  'disputed/verdict-and-later': {
    when: 'A verdict against the claim is effective, and so is a later confirmation with standing.',
    because:
      "a fact-checker has given a verdict against it, and its subject, or the subject's spokesperson, has confirmed it since",
  },
  'disputed/outcomes': {
    when: 'The forecast is recorded both as having come true and as not having.',
    because: 'it is recorded that it came true, and that it did not',
  },
  'fulfilled/came-true': { when: 'The forecast came true.', because: 'it came true' },
  'unfulfilled/did-not': { when: 'The forecast did not come true.', because: 'it did not come true' },
  'partly-fulfilled/in-part': { when: 'The forecast came true in part.', because: 'it came true only in part' },
  'lapsed/lapsed': { when: 'The forecast lapsed.', because: 'it lapsed' },
  'retracted/taken-back': {
    when: 'It was retracted whole; what is left is at most reports without a source, or cycles.',
    because: 'it was taken back completely, and no sourced support for it is left',
  },
  'disputed/support-and-opposition': {
    when: 'There is strong support, and also opposition.',
    because: 'there is strong support for it, and strong opposition to it',
  },
  'stated/holder': {
    when: 'The holder of the position says that it holds it.',
    because: 'the holder of the position says so',
  },
  'confirmed/first-hand': {
    when: 'Confirmed with standing, and also put forward by a third party.',
    because: "its subject, or the subject's spokesperson, confirmed what others had put forward too",
  },
  'confirmed/evidence': {
    when: 'Genuine primary evidence supports it.',
    because: 'genuine primary evidence supports it',
  },
  'refuted/evidence': { when: 'Genuine primary evidence refutes it.', because: 'genuine primary evidence refutes it' },
  'denied/holder': {
    when: 'The holder of the position denies holding it.',
    because: 'the alleged holder of the position denies it',
  },
  'denied/first-hand': {
    when: 'Denied with standing.',
    because: "its subject, or the subject's spokesperson, denied it",
  },
  'corroborated/independent-origins': {
    when: 'Enough independent named origins put it forward.',
    because: 'independent named sources put it forward, each on a basis of its own',
  },
  'open/awaiting-outcome': {
    when: 'A forecast without an outcome.',
    because: 'it is a forecast, and no outcome is recorded yet',
  },
  'open/overdue': {
    when: 'A forecast without an outcome, whose due date has passed.',
    because: 'it is a forecast whose due date has passed, and no outcome is recorded yet',
  },
  'unsubstantiated/found-nothing': {
    when: 'The latest searches found nothing and have not expired, and there is no named origin.',
    because: 'the latest searches for a confirmation found nothing',
  },
  'unverified/search-expired': {
    when: 'The latest searches found nothing and have expired.',
    because: 'the latest searches found nothing, and have expired',
  },
  'unverified/none': { when: 'None of these.', because: 'nothing on record decides it' },
} as const satisfies Readonly<Record<`${Status}/${string}`, RuleWords>>;

/** A rule that decides a status; its name begins with that status. Names never change; later versions may add some. */
export type Rule = keyof typeof RULES;

export const RULE_NAMES = Object.keys(RULES) as readonly Rule[];

export const isRule = (rule: string): rule is Rule => Object.hasOwn(RULES, rule);

export function statusOf(rule: Rule): Status {
  return rule.slice(0, rule.indexOf('/')) as Status;
}
