import type { StoryStep, StoryView } from '../../claims/story/story.views.js';
import { timeInWords } from '../../domain/time-in-words.js';
import { listed } from '../../verification/summary/english-names.js';
import { type Printing, statusStyle, tag } from '../terminal/print-options.js';
import { paragraph } from '../terminal/text-layout.js';
import { ENTRY_WORDS } from './entry-words.js';

/** The references that a line names; the others are counted. */
const MAX_REFS = 5;

/** How a claim's status changed, on whose word, with what was recorded in between. */
export function storyReport({ claim, steps, omitted = 0 }: StoryView, printing: Printing): string {
  const lines = steps.flatMap((step) => ['', ...stepLines(step, claim, printing)]);
  const left = omitted === 0 ? [] : ['', `${omitted} changes are left out.`];
  return `${[...lines.slice(1), ...left].join('\n')}\n`;
}

function stepLines(step: StoryStep, claim: string, printing: Printing): string[] {
  const { after, entry, sentence, summary, recordedAt, entries } = step;
  const { colors, width } = printing;
  const below = (first: string, ...text: Parameters<typeof paragraph>[0]) =>
    paragraph(text, { width, first, rest: `${first.replace(/\S/g, ' ')}  ` });
  const refOf = (ref: string) => (ref.startsWith(`${claim}/`) ? ref.slice(claim.length + 1) : ref);
  const status = after.rating === undefined ? after.status : `${after.status} ${after.rating}`;
  const id = entry ? [tag(`[${refOf(entry.entry)}]`, printing)] : [];
  const happened = entry?.occurredAt === undefined ? '' : `happened ${timeInWords(entry.occurredAt)}`;
  return [
    ...paragraph([{ text: status, style: statusStyle(after.status, colors) }, ` (${after.rule})`], { width }),
    ...below('  ', sentence.text, ...id),
    ...(happened === '' ? [] : below('  ', { text: happened, style: colors.dim })),
    ...(printing.recorded ? below('  ', { text: recordedText(recordedAt, entry?.recordedBy), style: colors.dim }) : []),
    ...(entries.length > 0 ? below('  ', `then ${countsText(step)}: ${refsText(entries.map(refOf))}`) : []),
    ...below('  → ', summary.text),
  ];
}

const recordedText = (at: string, by: string | undefined): string =>
  `recorded ${at}${by === undefined ? '' : ` by ${by}`}`;

const countsText = ({ counts }: StoryStep): string =>
  listed(Object.entries(counts).map(([type, count]) => `${count} ${ENTRY_WORDS[type as keyof typeof ENTRY_WORDS]}`));

const refsText = (refs: readonly string[]): string =>
  listed([
    ...refs.slice(0, MAX_REFS).map((ref) => `[${ref}]`),
    ...(refs.length > MAX_REFS ? [`${refs.length - MAX_REFS} more`] : []),
  ]);
