import type { Status } from '../../domain/vocabulary.js';

/** Every rule of the policy `standard`, in the order in which they are tried, and what it says. Names never change. */
export const RULES = {
  'disputed/verdicts': 'Verdicts stand that are for and against the claim.',
  'rated/verdict': 'A verdict stands, and nothing later that it yields to.',
  'disputed/verdict-and-later': 'A verdict against the claim stands, and a later confirmation with standing.',
  'disputed/outcomes': 'The forecast is said to have come true, and not to have.',
  'confirmed/came-true': 'The forecast came true.',
  'denied/did-not': 'The forecast did not come true.',
  'unverified/in-part': 'The forecast came true in part.',
  'unverified/lapsed': 'The forecast lapsed.',
  'retracted/taken-back': 'It was taken back whole; what is left is at most unsourced reports or rings.',
  'disputed/support-and-opposition': 'Support of weight stands against opposition.',
  'confirmed/holder': 'The holder of the position says that it holds it.',
  'confirmed/first-hand': 'Confirmed with standing, and put forward by others too.',
  'confirmed/evidence': 'Genuine primary evidence supports it.',
  'denied/holder': 'The holder of the position denies holding it.',
  'denied/first-hand': 'Denied with standing.',
  'denied/evidence': 'Genuine primary evidence refutes it.',
  'corroborated/independent-origins': 'Two independent named origins put it forward.',
  'open/awaiting-outcome': 'A forecast without outcome.',
  'unsubstantiated/found-nothing': 'The latest searches found nothing and are still good.',
  'unverified/search-expired': 'The latest searches found nothing, and are no longer good.',
  'unverified/none': 'None of these.',
} as const satisfies Readonly<Record<`${Status}/${string}`, string>>;

export type Rule = keyof typeof RULES;

export function statusOf(rule: Rule): Status {
  return rule.slice(0, rule.indexOf('/')) as Status;
}
