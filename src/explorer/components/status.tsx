import type { Rating, Status } from '../../domain/vocabulary.js';
import type { Rule } from '../../verification/standard/rule-names.js';
import { ratingKey, ruleKey, statusKey } from '../words/vocabulary.js';
import { useView, useWords } from './view.js';

/** How a status leans: it chooses the mark and the colour, which repeat what the word says. */
const LEANING: Readonly<Record<Status, 'for' | 'against' | 'mixed' | 'waiting' | 'none'>> = {
  rated: 'mixed',
  fulfilled: 'for',
  unfulfilled: 'against',
  'partly-fulfilled': 'mixed',
  lapsed: 'none',
  retracted: 'against',
  disputed: 'mixed',
  stated: 'for',
  confirmed: 'for',
  refuted: 'against',
  denied: 'against',
  corroborated: 'for',
  open: 'waiting',
  unsubstantiated: 'none',
  unverified: 'none',
};

export interface StatusProps {
  readonly status: Status;
  readonly rating?: Rating | undefined;
}

/** The state in one word, with the rating of a verdict. */
export function StatusBadge({ status, rating }: StatusProps) {
  const words = useWords();
  const text =
    rating === undefined
      ? words.text(statusKey(status))
      : words.text('state.rated', { rating: words.text(ratingKey(rating)) });
  return <span class={`status leans-${leaningOf(status, rating)}`}>{text}</span>;
}

/** "because its subject denied it.": the reason leads to its rule. */
export function Because({ rule }: { readonly rule: Rule }) {
  const view = useView();
  const { words } = view;
  const reason = <a href={`${view.href('/about/policy')}#${anchorOfRule(rule)}`}>{words.text(ruleKey(rule))}</a>;
  return <span class="because">{words.rich('state.because', { reason })}</span>;
}

/** The id of the element that explains a rule, or a status. */
export const anchorOfRule = (rule: Rule): string => `rule-${rule.replace('/', '-')}`;
export const anchorOfStatus = (status: Status): string => `status-${status}`;

const RATED: Readonly<Partial<Record<Rating, 'for' | 'against'>>> = {
  true: 'for',
  'mostly-true': 'for',
  'mostly-false': 'against',
  false: 'against',
};

/** Also of the states in drawings. */
export const leaningOf = (status: Status, rating?: Rating) => (rating && RATED[rating]) ?? LEANING[status];
