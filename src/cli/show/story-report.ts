import type { StoryStep, StoryView } from '../../claims/story/story.views.js';
import { timeInWords } from '../../domain/time-in-words.js';
import { listed } from '../../verification/summary/english-names.js';
import { type Printing, statusStyle, tag } from '../terminal/print-options.js';
import { paragraph } from '../terminal/text-layout.js';
import { dayOf } from './entry-time.js';
import { ENTRY_WORDS } from './entry-words.js';

/** The references that a line names; the others are counted. */
const MAX_REFS = 5;

/** How a claim's status changed, on whose word, with what was recorded in between. */
export function storyReport(story: StoryView, printing: Printing): string {
  const lines = story.steps.flatMap((step) => ['', ...stepLines(step, story.claim, printing)]);
  return `${[...lines.slice(1), ...omittedLines(story).flatMap((line) => ['', line])].join('\n')}\n`;
}

export const omittedLines = ({ omitted = 0 }: StoryView): readonly string[] =>
  omitted === 0 ? [] : [`${omitted} changes are left out.`];

/**
 * @param indent before each line
 * @param known a summary that the reader has seen: it isn't repeated
 */
export function stepLines(
  step: StoryStep,
  claim: string,
  printing: Printing,
  { indent = '', known }: { readonly indent?: string; readonly known?: string } = {},
): readonly string[] {
  const { after, entry, sentence, summary, entries } = step;
  const { colors, width } = printing;
  const below = (first: string, ...text: Parameters<typeof paragraph>[0]) =>
    paragraph(text, { width, first: `${indent}${first}`, rest: `${indent}${first.replace(/\S/g, ' ')}  ` });
  const refOf = (ref: string) => (ref.startsWith(`${claim}/`) ? ref.slice(claim.length + 1) : ref);
  const status = after.rating === undefined ? after.status : `${after.status} ${after.rating}`;
  const id = entry ? [tag(`[${refOf(entry.entry)}]`, printing)] : [];
  const heading = [{ text: status, style: statusStyle(after.status, colors) }, ` (${after.rule})`];
  return [
    ...paragraph(heading, { width, first: indent }),
    ...below('  ', sentence.text, ...id),
    ...below('  ', { text: timesText(step, printing), style: colors.dim }),
    ...(entries.length > 0 ? below('  ', `then ${countsText(step)}: ${refsText(entries.map(refOf))}`) : []),
    ...(summary.text === known && step.until === undefined ? [] : below('  → ', summary.text)),
  ];
}

/** When an act happened, and when the change was recorded: to the day, or exactly and by whom. */
function timesText({ entry, recordedAt }: StoryStep, { recorded }: Printing): string {
  const by = entry === undefined ? '' : ` by ${entry.recordedBy}`;
  const record = recorded ? `recorded ${recordedAt}${by}` : `recorded ${dayOf(recordedAt)}`;
  if (entry?.by === undefined) return record;
  return `${entry.occurredAt === undefined ? 'undated' : `happened ${timeInWords(entry.occurredAt)}`} · ${record}`;
}

const countsText = ({ counts }: StoryStep): string =>
  listed(Object.entries(counts).map(([type, count]) => `${count} ${ENTRY_WORDS[type as keyof typeof ENTRY_WORDS]}`));

const refsText = (refs: readonly string[]): string =>
  listed([
    ...refs.slice(0, MAX_REFS).map((ref) => `[${ref}]`),
    ...(refs.length > MAX_REFS ? [`${refs.length - MAX_REFS} more`] : []),
  ]);
