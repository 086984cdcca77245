import type { DryRunSummary, ImportProgress } from '../../import/import-report.js';
import type { StateChange } from '../../read-model/state-preview.js';
import type { ApiClient } from '../ledger/api-client.js';
import type { Output } from '../terminal/output.js';
import { warn } from '../terminal/warn.js';
import type { ImportJob } from './import-job.js';
import { importDisplay, type ImportDisplay } from './import-progress-display.js';
import { type ImportAnswer, importAnswers, type ImportSummary, type RequestOptions } from './import-request.js';
import { dryRunLines, interruptedMessage, outcomes, resultLines } from './import-result.js';
import { type Mappings, prepareJob } from './prepare-job.js';
import type { RecognisedInput } from './recognised-input.js';

export interface ImportOptions extends RequestOptions {
  readonly json: boolean;
  /** How inputs other than NDJSON are mapped. */
  readonly mappings?: Mappings;
}

/** The read model follows the log, and falls behind during a long import. */
const NOT_READABLE_YET =
  'everything is recorded, but not all of it can be read yet. "claim-ledger status" shows when it can.';

/**
 * Sends each input to the ledger and reports the progress. Stops at the first input that can't be completed. Resolves to
 * whether every input is complete and nothing was rejected.
 */
export async function importAll(
  client: ApiClient,
  inputs: readonly RecognisedInput[],
  output: Output,
  { json, mappings = {}, ...request }: ImportOptions,
): Promise<boolean> {
  const display = importDisplay(process.stderr);
  const summaries: (ImportSummary | DryRunSummary)[] = [];
  let isAllGood = true;
  for (const input of inputs) {
    const job = await prepareJob(client, input, mappings, (note) => {
      display.line(note);
    });
    for (const { message, json: members } of job.problems) {
      if (json) output.json({ file: job.name, ...members });
      else display.line(message);
    }
    for (const { message, json: members } of request.dryRun ? await job.notes() : []) {
      if (json) output.json({ file: job.name, ...members });
      else output.line(message);
    }
    if (job.idsOfPersons.length > 0) warn(idsOfPersonsWarning(job), { json });
    isAllGood &&= job.problems.length === 0;
    if (request.allOrNothing && job.problems.length > 0) {
      if (!json) output.line(`${job.name}: nothing recorded. Correct the errors above, and import the file again.`);
      break;
    }
    const answers = importAnswers(client, job.lines(), request);
    const summary = await (json
      ? printAnswers(job, answers, output)
      : showAnswers(job, answers, output, display, request));
    summaries.push(summary);
    const emptiness = summary.complete ? job.emptiness(summary.lines) : undefined;
    if (emptiness !== undefined) warn(emptiness, { json });
    isAllGood &&= summary.complete && summary.refused === 0;
    if (!summary.complete) break;
  }
  if (!json && inputs.length > 1) output.line(`total: ${total(summaries)}`);
  return isAllGood;
}

const MAX_LISTED = 10;

/** Said before anything is recorded: ids can't be redacted. */
function idsOfPersonsWarning({ name, idsOfPersons: ids }: ImportJob): string {
  const [persons, names] =
    ids.length === 1 ? ['1 person gets an id', 'the name'] : [`${ids.length} persons get ids`, 'their names'];
  const more = ids.length > MAX_LISTED ? ` and ${ids.length - MAX_LISTED} more` : '';
  return `${name}: ${persons} made of ${names}, which can't be redacted later: ${ids.slice(0, MAX_LISTED).join(', ')}${more}. To give somebody another id, first register them: claim-ledger register actor NAME --kind person --id ID`;
}

/** Prints the API's response lines, each with the name of its file, and the row of a spreadsheet. */
async function printAnswers(
  job: ImportJob,
  answers: AsyncIterable<ImportAnswer>,
  output: Output,
): Promise<ImportSummary | DryRunSummary> {
  let lines = 0;
  try {
    for await (const answer of answers) {
      output.json({ file: job.name, ...('line' in answer && job.origin(answer.line)), ...answer });
      if ('summary' in answer) return answer.summary;
      if ('progress' in answer) lines = answer.progress.lines;
    }
  } catch (error) {
    if (lines > 0) process.stderr.write(`${interruptedMessage(job, lines)}\n`);
    throw error;
  }
  throw new TypeError('The import ended without a summary.');
}

/** Prints what a reader needs: rejected lines, and the result; on a terminal the progress. */
async function showAnswers(
  job: ImportJob,
  answers: AsyncIterable<ImportAnswer>,
  output: Output,
  display: ImportDisplay,
  { fromLine, allOrNothing }: RequestOptions,
): Promise<ImportSummary | DryRunSummary> {
  const states: StateChange[] = [];
  let summary: ImportSummary | DryRunSummary | undefined;
  let lines = 0;
  display.begin(job.name, job.total, fromLine);
  try {
    for await (const answer of answers) {
      if ('progress' in answer) {
        lines = answer.progress.lines;
        display.handled(lines, job.unitsUpTo(lines), outcomes(answer.progress));
      } else if ('checked' in answer) {
        // How long an all-or-nothing import takes isn't known before it begins to record.
        display.handled(answer.checked, allOrNothing ? 0 : job.unitsUpTo(answer.checked), 'checked');
      } else if ('problem' in answer) for (const line of job.rejections(answer)) display.line(line);
      else if ('state' in answer) states.push(answer.state);
      else if ('summary' in answer) summary = answer.summary;
    }
  } catch (error) {
    if (lines > 0) display.line(interruptedMessage(job, lines, allOrNothing));
    throw error;
  } finally {
    display.end();
  }
  if (!summary) throw new TypeError('The import ended without a summary.');
  if ('dryRun' in summary) for (const line of dryRunLines(job, summary, states)) output.line(line);
  else {
    for (const line of resultLines(job, summary)) output.line(line);
    if (summary.complete && !summary.projected) process.stderr.write(`${job.name}: ${NOT_READABLE_YET}\n`);
  }
  return summary;
}

function total(summaries: readonly ImportProgress[]): string {
  const sum = (field: 'lines' | 'recorded' | 'unchanged' | 'refused') =>
    summaries.reduce((all, summary) => all + summary[field], 0);
  const counts = {
    lines: sum('lines'),
    recorded: sum('recorded'),
    unchanged: sum('unchanged'),
    refused: sum('refused'),
  };
  return `${counts.lines === 1 ? '1 line' : `${counts.lines} lines`}: ${outcomes(counts)}`;
}
