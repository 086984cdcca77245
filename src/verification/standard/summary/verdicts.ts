import type { Rating } from '../../../domain/vocabulary.js';
import { appendTo } from '../../../lib/collections.js';
import type { SummaryCode, SummaryPart } from '../../summary/summary-part.js';
import type { ActNode } from '../act-node.js';
import type { Analysis } from '../analysis.js';
import { speakersIn } from './speakers.js';

/** Longer labels of ratings are left out. */
const MAX_LABEL = 60;
const MAX_VERDICTS = 2;

/**
 * Who gives which verdict, the first two, and how many more there are.
 *
 * @param first the rating that comes first
 */
export function verdictsIn(
  verdicts: readonly ActNode[],
  code: SummaryCode,
  first: Rating | undefined,
  analysis: Analysis,
): readonly SummaryPart[] {
  const main = verdicts.filter((act) => ratingOf(act) === first);
  const ordered = [...main, ...verdicts.filter((act) => ratingOf(act) !== first)];
  const groups = new Map<string, ActNode[]>();
  for (const act of ordered) appendTo(groups, `${ratingOf(act) ?? ''} ${labelOf(act) ?? ''}`, act);
  const parts = [...groups.values()].map((acts) => verdict(acts, code, analysis));
  const left = [...groups.values()].slice(MAX_VERDICTS).flat().length;
  return [...parts.slice(0, MAX_VERDICTS), ...(left > 0 ? [{ code: 'more-verdicts' as const, count: left }] : [])];
}

function verdict(acts: readonly ActNode[], code: SummaryCode, analysis: Analysis): SummaryPart {
  const [first] = acts;
  const rating = first && ratingOf(first);
  const label = first && labelOf(first);
  return {
    ...speakersIn(acts, analysis).part(code),
    ...(rating !== undefined && { rating }),
    ...(label !== undefined && { label }),
  };
}

const ratingOf = ({ entry }: ActNode) => (entry.type === 'VerdictIssued' ? entry.data.rating : undefined);

function labelOf({ entry }: ActNode): string | undefined {
  const label = entry.type === 'VerdictIssued' ? entry.data.label : undefined;
  return label === undefined || label.length > MAX_LABEL ? undefined : label;
}
