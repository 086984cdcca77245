import type { CsvTable } from '../../http/csv-table.js';
import { csvForm, markdownForm, ndjsonForm, type TextForm } from '../../http/text-form.js';
import { markdownText } from '../../lib/markdown.js';
import { reasonsOf, sideInWords, statusName } from './comparison-in-words.js';
import type { ComparedClaim, ComparedSide } from './comparison.views.js';

/** The columns of a comparison. */
const COMPARISON_TABLE: CsvTable<ComparedClaim> = {
  name: 'comparison',
  columns: {
    claim: ({ claim }) => claim,
    text: ({ text }) => text,
    change: ({ change }) => change,
    statusBefore: ({ before }) => before?.status,
    ruleBefore: ({ before }) => before?.rule,
    ratingBefore: ({ before }) => before?.rating,
    summaryBefore: ({ before }) => before?.summary.text,
    status: ({ after }) => after?.status,
    rule: ({ after }) => after?.rule,
    rating: ({ after }) => after?.rating,
    summary: ({ after }) => after?.summary.text,
    reasons: reasonsOf,
  },
};

/** The forms of a comparison of these sides, besides JSON. */
export const comparisonForms = (from: ComparedSide, to: ComparedSide): readonly TextForm<ComparedClaim>[] => [
  csvForm(COMPARISON_TABLE),
  ndjsonForm(),
  markdownForm({
    head: () => `Differences between ${markdownText(sideInWords(from))} and ${markdownText(sideInWords(to))}:\n`,
    items: (items) => items.map(markdownOf).join(''),
    foot: (count) =>
      `\n${count === 0 ? 'No claim differs' : count === 1 ? 'One claim differs' : `${count} claims differ`}.\n`,
  }),
];

function markdownOf(claim: ComparedClaim): string {
  const reasons = reasonsOf(claim).map((reason) => `- ${markdownText(reason)}`);
  const paragraphs = [
    `## ${markdownText(claim.text)}`,
    `**${markdownText(changeOf(claim))}** (\`${claim.claim}\`)`,
    ...(claim.after ? [markdownText(claim.after.summary.text)] : []),
    ...(reasons.length > 0 ? [reasons.join('\n')] : []),
  ];
  return paragraphs.map((paragraph) => `\n${paragraph}\n`).join('');
}

function changeOf({ before, after, change }: ComparedClaim): string {
  if (!after) return `gone, was ${before ? statusName(before) : ''}`;
  if (!before) return `${statusName(after)}, ${change}`;
  return statusName(before) === statusName(after)
    ? `${after.rule}, was ${before.rule}`
    : `${statusName(after)}, was ${statusName(before)}`;
}
