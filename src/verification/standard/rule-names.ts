import type { Status } from '../../domain/vocabulary.js';

/** The rules of the policy `standard` in the order in which they are applied, with descriptions. Names never change. */
export const RULES = {
  'disputed/verdicts': 'Effective verdicts are both for and against the claim.',
  'rated/verdict': 'A verdict is effective, and nothing later that it yields to.',
  'disputed/verdict-and-later':
    'A verdict against the claim is effective, and so is a later confirmation with standing.',
  'disputed/outcomes': 'The forecast is recorded both as having come true and as not having.',
  'fulfilled/came-true': 'The forecast came true.',
  'unfulfilled/did-not': 'The forecast did not come true.',
  'partly-fulfilled/in-part': 'The forecast came true in part.',
  'lapsed/lapsed': 'The forecast lapsed.',
  'retracted/taken-back': 'It was retracted whole; what is left is at most unsourced reports or cycles.',
  'disputed/support-and-opposition': 'There is strong support, and also opposition.',
  'stated/holder': 'The holder of the position says that it holds it.',
  'confirmed/first-hand': 'Confirmed with standing, and also put forward by a third party.',
  'confirmed/evidence': 'Genuine primary evidence supports it.',
  'refuted/evidence': 'Genuine primary evidence refutes it.',
  'denied/holder': 'The holder of the position denies holding it.',
  'denied/first-hand': 'Denied with standing.',
  'corroborated/independent-origins': 'Two independent named origins put it forward.',
  'open/awaiting-outcome': 'A forecast without an outcome.',
  'open/overdue': 'A forecast without an outcome, whose due date has passed.',
  'unsubstantiated/found-nothing':
    'The latest searches found nothing and have not expired, and there is no named origin.',
  'unverified/search-expired': 'The latest searches found nothing and have expired.',
  'unverified/none': 'None of these.',
} as const satisfies Readonly<Record<`${Status}/${string}`, string>>;

export type Rule = keyof typeof RULES;

export function statusOf(rule: Rule): Status {
  return rule.slice(0, rule.indexOf('/')) as Status;
}
