import type { DryRunSummary, ImportProgress, StateSummary } from '../../import/import-report.js';
import type { ClaimStatus, StateChange } from '../../read-model/state-preview.js';
import { sanitize } from '../terminal/text-layout.js';
import type { ImportJob } from './import-job.js';
import type { ImportSummary } from './import-request.js';

/** So many changes of state are listed for a reader; `--json` lists all. */
const MAX_STATES = 50;

export const outcomes = ({ recorded, unchanged, refused }: ImportProgress): string =>
  `${recorded} recorded, ${unchanged} unchanged, ${refused} refused`;

/** @param lines handled before the import ended early; undefined if no line can be skipped */
function howToResume(lines: number | undefined): string {
  const again = 'Run the same command again to resume; recorded lines are not recorded twice.';
  return lines === undefined || lines < 1 ? again : `${again} Add --from-line ${lines + 1} to skip the lines before.`;
}

/** What to say if an import was interrupted after so many lines. */
export const interruptedMessage = ({ name, canSkipLines }: ImportJob, lines: number, allOrNothing = false): string =>
  `${name}: the import was interrupted. ${howToResume(canSkipLines && !allOrNothing ? lines : undefined)}`;

/** The result of an import, a line each. */
export function resultLines(job: ImportJob, summary: ImportSummary): string[] {
  const { lines, refused, withheld, complete } = summary;
  const what = `${job.name}: ${job.describe(lines)}`;
  if (withheld !== undefined) return [`${what}: nothing recorded: ${refused} refused, ${withheld} withheld`];
  if (complete) return [`${what}: ${outcomes(summary)}`];
  const how = howToResume(job.canSkipLines ? lines - 1 : undefined);
  return [`${what}: ${outcomes(summary)}`, `${job.name}: the import stopped before the end of the file. ${how}`];
}

/** The result of a dry run, a line each. */
export function dryRunLines(job: ImportJob, summary: DryRunSummary, states: readonly StateChange[]): string[] {
  const { recorded, unchanged, refused, lines } = summary;
  const counts = `${recorded} would be recorded, ${unchanged} unchanged, ${refused} refused`;
  const events = Object.entries(summary.events).map(([type, count]) => `${count} ${type}`);
  return [
    `${job.name}: dry run, nothing recorded: ${job.describe(lines)}: ${counts}`,
    ...(events.length > 0 ? [`  ${events.join(', ')}`] : []),
    ...(summary.complete ? [] : [`${job.name}: the dry run stopped before the end of the file.`]),
    ...stateLines(summary.states, states),
  ];
}

/** What a dry run would do to the states of claims, a line each. */
export function stateLines(summary: StateSummary, states: readonly StateChange[]): string[] {
  if ('unavailable' in summary) return [`States that would change are not known: ${sanitize(summary.unavailable)}`];
  if (summary.changed === 0) return ["No claim's state would change."];
  const listed = states.slice(0, MAX_STATES).flatMap(stateLine);
  const more = summary.changed - Math.min(states.length, MAX_STATES);
  return ['States that would change:', ...listed, ...(more > 0 ? [`  and ${more} more; --json lists them`] : [])];
}

const stateLine = ({ claim, text, before, after }: StateChange): string[] => [
  `  ${claim}: ${before ? stateWords(before) : 'new'} → ${stateWords(after)}`,
  `    ${sanitize(text)}`,
];

const stateWords = ({ status, rule, rating }: ClaimStatus): string =>
  `${status}${rating === undefined ? '' : ` ${rating}`} (${rule})`;
