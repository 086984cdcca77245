import { open } from 'node:fs/promises';
import type { Command } from 'commander';
import { isLoadable, type Selection } from '../../archive/export/export-format.js';
import { exportOf } from '../../archive/export/export-writer.js';
import { createFileAtomically } from '../../lib/files.js';
import { problemOf } from '../../http/problem.js';
import { type CommandContext, examples, type OwnOptions } from '../command-definition.js';
import { ApiProblemError, toOutputFileError } from '../errors.js';
import { withLogOf } from '../ledger/log-location.js';
import { formatEventCount, withProgress } from '../terminal/progress.js';
import { inOptions } from '../option-names.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';

interface ExportOptions extends GlobalOptions, Selection {
  /** The file to create, or `-` for standard output. */
  readonly out: string;
}

/** A part of an export, and how many events it has up to there. */
interface Part {
  readonly bytes: string | Uint8Array;
  readonly events: number;
}

export function defineExport(command: Command, { session }: CommandContext): void {
  command
    .option('--until <position>', 'up to this position, or what was recorded before this day or instant')
    .option('--since <position>', 'after this position, or what was recorded at this day or instant or later')
    .option('--claim <id>', 'only this claim, and what links it')
    .option('--narrative <id>', 'only this narrative and its claims')
    .option('--out <file>', 'the file to create; - for standard output', '-')
    .addHelpText(
      'after',
      examples(
        'claim-ledger export --out ledger.ndjson',
        'claim-ledger export --until 2024-04-01 | gzip > until-april.ndjson.gz',
        'claim-ledger export --claim nato-discusses-territory-for-membership',
      ),
    )
    .action((options: OwnOptions<ExportOptions>, self: Command) =>
      inOptions({}, () => exportLog(session, { ...options, ...globalsOf(self) })),
    );
}

/** Exports the log of the server at `--url`, otherwise the log that the settings name. */
async function exportLog(session: Session, options: ExportOptions): Promise<void> {
  const { until, since, claim, narrative } = options;
  const selection = { until, since, claim, narrative };
  const events = await exportTo(session, options, (take) => eachPart(session, options, selection, take));
  if (session.output.isClosed) return;
  const where = options.out === '-' ? '' : ` to ${options.out}`;
  const note = isLoadable(selection)
    ? ''
    : ' This is a part of the log: it can be read, but "load" needs a whole log or its beginning.';
  process.stderr.write(`Exported ${formatEventCount(events)}${where}.${note}\n`);
}

type Take = (part: Part) => Promise<void>;

/** Returns how many events were exported. */
async function exportTo(
  session: Session,
  { out }: ExportOptions,
  produce: (take: Take) => Promise<void>,
): Promise<number> {
  let events = 0;
  await withProgress('exporting', async (onProgress) => {
    const taking =
      (write: (bytes: string | Uint8Array) => Promise<void>): Take =>
      async (part) => {
        session.signal.throwIfAborted();
        await write(part.bytes);
        events = part.events;
        onProgress(events);
      };
    if (out === '-') await produce(taking((bytes) => session.output.writeAll(bytes)));
    else await toFile(out, (write) => produce(taking(write)));
  });
  return events;
}

async function toFile(
  path: string,
  produce: (write: (bytes: string | Uint8Array) => Promise<void>) => Promise<void>,
): Promise<void> {
  const reject = (error: unknown): never => {
    throw toOutputFileError(path, error);
  };
  await createFileAtomically(path, async (part) => {
    const file = await open(part, 'w');
    try {
      await produce((bytes) => file.writeFile(bytes).catch(reject));
    } finally {
      await file.close();
    }
  }).catch(reject);
}

async function eachPart(session: Session, options: ExportOptions, selection: Selection, take: Take): Promise<void> {
  if (options.url !== undefined) {
    await session.withLedger(options, { create: false }, async ({ client }) => {
      // All lines are events, except the first and the last, which comes after all others are counted.
      let lines = 0;
      for await (const bytes of client.stream('/v1/export', { ...selection })) {
        for (const byte of bytes) if (byte === NEWLINE) lines += 1;
        await take({ bytes, events: Math.max(lines - 2, 0) });
        if (session.output.isClosed) return;
      }
    });
    return;
  }
  await withLogOf(options.data, async (log) => {
    for await (const { text, events } of await exportOf(log, selection).catch(rejectLikeApi)) {
      await take({ bytes: text, events });
      if (session.output.isClosed) return;
    }
  });
}

const NEWLINE = 0x0a;

/** Reports a rejection as the API would. */
function rejectLikeApi(error: unknown): never {
  const problem = problemOf(error);
  throw problem.status < 500 ? new ApiProblemError(problem) : error;
}
