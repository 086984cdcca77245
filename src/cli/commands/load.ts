import { existsSync } from 'node:fs';
import { Argument, type Command } from 'commander';
import { ExportFileError } from '../../archive/export/export-reader.js';
import { loadFile } from '../../archive/copy/load-file.js';
import { adminKeyFile, logFile } from '../../config.js';
import { Generations } from '../../read-model/generations.js';
import { readModelRules } from '../../ledger/policies.js';
import { settings } from '../ledger/settings.js';
import { RefusedError } from '../errors.js';
import { type Source, sourcesOf } from '../import/sources.js';
import { requireLocalLog, withOwnedFolder } from '../ledger/data-folder.js';
import { formatEventCount, withProgress } from '../terminal/progress.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { type CommandContext, examples } from '../command-definition.js';

export function defineLoad(command: Command, { session }: CommandContext): void {
  command
    .addArgument(new Argument('<file>', 'an export of a whole log or of its beginning; - for standard input'))
    .addHelpText(
      'after',
      examples(
        'claim-ledger --data copy load ledger.ndjson',
        'zcat ledger.ndjson.gz | claim-ledger --data copy load -',
      ),
    )
    .action((file: string, _options, self: Command) => loadExport(session, file, globalsOf(self)));
}

/** Creates a log from an export, in a folder that has none. */
async function loadExport(session: Session, file: string, options: GlobalOptions): Promise<void> {
  requireLocalLog(options, 'load');
  const { data, json } = options;
  const config = settings(data);
  const log = logFile(config);
  const sources = await sourcesOf([file]);
  const events = await withOwnedFolder(data, async () => {
    if (existsSync(log)) {
      throw new RefusedError(`${data} already contains a log. Choose an empty folder with --data.`);
    }
    const loaded = await load(log, sources[0] as Source, session.signal);
    new Generations(data, readModelRules(config)).deleteAll();
    return loaded;
  });
  if (json) session.output.json({ events, file: log });
  else session.output.line(`Loaded ${formatEventCount(events)} into ${log}`);
  if (!existsSync(adminKeyFile(data))) {
    process.stderr.write(
      'The keys are those of the exported log. "claim-ledger keys recover" creates a new one for the administrator.\n',
    );
  }
}

async function load(log: string, source: Source, signal: AbortSignal): Promise<number> {
  try {
    return await withProgress('loading', (onProgress) => loadFile(log, source.open(), { signal, onProgress }));
  } catch (error) {
    if (error instanceof ExportFileError) throw new RefusedError(`${source.name}:${error.line}: ${error.reason}.`);
    throw error;
  }
}
