import { type Command, Option } from 'commander';
import { type Copied, copyLog, type CopyPhase, CopyRefusedError } from '../../archive/copy/copy-log.js';
import { RefusedError, UsageError } from '../errors.js';
import { CLI_SETTINGS } from '../ledger/cli-settings.js';
import { parseLogLocation } from '../ledger/log-location.js';
import { formatEventCount, Progress } from '../terminal/progress.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';

interface CopyOptions extends GlobalOptions {
  readonly from: string;
  readonly to: string;
}

/** A copy may be slow: outside a terminal, progress is printed at least this often. */
const REPORT_EVERY_MS = 5_000;

export function defineCopy(command: Command, { session }: CommandContext): void {
  command
    .addOption(location('--from', CLI_SETTINGS.copyFrom.variable, 'where the log is; it may be in use'))
    .addOption(
      location('--to', CLI_SETTINGS.copyTo.variable, 'where to copy it: an empty place, or an unfinished copy'),
    )
    .addHelpText(
      'after',
      examples(
        'claim-ledger copy --from data --to "esdb://127.0.0.1:2113?tls=false"',
        'CLAIM_LEDGER_COPY_FROM="esdb://ledger:secret@events.example" claim-ledger copy --to data',
      ),
    )
    .action((options: OwnOptions<CopyOptions>, self: Command) => copy(session, { ...options, ...globalsOf(self) }));
}

const location = (flag: string, variable: string, description: string): Option =>
  new Option(`${flag} <location>`, `${description}; a data folder or a connection string`)
    .env(variable)
    .makeOptionMandatory();

/** Copies a log from one location to another, or resumes an unfinished copy. */
async function copy(session: Session, options: CopyOptions): Promise<void> {
  if (options.url !== undefined) {
    throw new UsageError(
      '"copy" works on the logs themselves, not through a server. Use --from and --to instead of --url.',
    );
  }
  const [from, to] = [parseLogLocation('--from', options.from), parseLogLocation('--to', options.to)];
  const display = new CopyDisplay();
  const copied = await from.reading((source) =>
    to.writing(async (target) => {
      try {
        const { maxConcurrentAppends } = to;
        return await copyLog(source, target, { maxConcurrentAppends, signal: session.signal, onProgress: display.at });
      } catch (error) {
        throw error instanceof CopyRefusedError ? new RefusedError(error.message) : error;
      } finally {
        display.end();
      }
    }),
  );
  const { source, target, ...rest } = copied;
  if (options.json) session.output.json({ ...rest, source: source ?? null, target: target ?? null });
  else for (const line of linesOf(copied, from.name, to.name)) session.output.line(line);
}

function linesOf(
  { events, before, digest, source, target, deletedStreams }: Copied,
  from: string,
  to: string,
): string[] {
  const last =
    source === undefined ? '' : `; the last one is at position ${source} of the source and ${target} of the copy`;
  const were = before === 0 ? '' : `; ${formatEventCount(before)} had been copied before`;
  return [
    `Copied ${formatEventCount(events - before)} from ${from} to ${to}${were}.`,
    `Both hold the same ${formatEventCount(events)} in the same order${last}.`,
    `sha256 ${digest}`,
    ...deletedStreams.map(
      (stream) => `${stream} was deleted in the event store of the source; the copy has what was left of it.`,
    ),
  ];
}

/** Each phase has a separate line. */
class CopyDisplay {
  private phase: CopyPhase | undefined;
  private progress: Progress | undefined;

  readonly at = (phase: CopyPhase, events: number): void => {
    if (phase !== this.phase) {
      this.end();
      this.phase = phase;
      this.progress = new Progress(phase, { everyMs: REPORT_EVERY_MS });
    }
    this.progress?.at(events);
  };

  end(): void {
    this.progress?.end();
  }
}
