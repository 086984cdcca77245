import { once } from 'node:events';
import { basename, relative } from 'node:path';
import { type Command, Option } from 'commander';
import { adminKeyFile, asServer, type Config } from '../../config.js';
import { FolderOwnedError } from '../../event-log/data-folder-lock.js';
import { ApiClient } from '../ledger/api-client.js';
import { keyIn } from '../ledger/connection.js';
import { type CommandContext, examples, type OwnOptions, wholeNumber } from '../command-definition.js';
import { UnreachableError } from '../errors.js';
import { type GlobalOptions, globalsOf } from '../ledger/session.js';
import { settings } from '../ledger/settings.js';
import { importAll, seedSources } from '../import/import.js';
import type { Output } from '../terminal/output.js';
import { andWhereLogIs, logWarnings } from '../ledger/log-mismatch.js';

interface ServeOptions extends GlobalOptions {
  readonly seed?: boolean;
  readonly host?: string;
  readonly port?: number;
}

export function defineServe(command: Command, { session }: CommandContext): void {
  command
    .option('--seed', 'load the seeds that come with the package; a second time nothing changes')
    .option('--host <host>', 'the address to listen on, instead of CLAIM_LEDGER_HOST')
    .addOption(
      new Option('--port <port>', 'the port, instead of CLAIM_LEDGER_PORT; 0 for any').argParser(
        wholeNumber(0, 65_535),
      ),
    )
    .addHelpText('after', examples('claim-ledger serve', 'claim-ledger --data tried serve --seed --port 0'))
    .action(async (options: OwnOptions<ServeOptions>, self: Command) => {
      const { host, port, seed = false } = options;
      const changed = { ...(host !== undefined && { host }), ...(port !== undefined && { port }) };
      await serve({ ...settings(globalsOf(self).data), ...changed }, seed, session.output, session.signal);
    });
}

/** Runs a ledger until the signal aborts, then ends it in order. Throws an `UnreachableError` if it can't run. */
async function serve(config: Config, seed: boolean, output: Output, signal: AbortSignal): Promise<void> {
  const ledger = await startOwn(config);
  const { url, newKeyFile, otherLog } = ledger;
  try {
    for (const line of logWarnings(config, otherLog)) output.line(line);
    if (newKeyFile !== undefined) output.line(`The admin's key is in ${newKeyFile}`);
    else if (keyIn(config.dataFolder) === undefined) output.line(whereKeyIs(config.dataFolder));
    output.line(`Claim Ledger listens on ${url}, its data is in ${config.dataFolder}${andWhereLogIs(config)}`);
    if (seed) {
      const client = new ApiClient(url, keyIn(config.dataFolder), signal);
      output.line('Loading five articles on NATO and Ukraine …');
      await importAll(client, await seedSources(), output, { json: false });
      for (const line of whereToLook(url, config.dataFolder)) output.line(line);
    }
    if (!signal.aborted) await once(signal, 'abort');
  } catch (error) {
    if (error !== signal.reason) throw error;
  } finally {
    await ledger.close();
  }
}

async function startOwn(config: Config) {
  const { startLocalLedger: start } = await import('../ledger/start-local-ledger.js');
  try {
    return await start(asServer(config), { withoutLog: true });
  } catch (error) {
    if (!(error instanceof FolderOwnedError)) throw error;
    const { url } = error.holder;
    throw new UnreachableError(url === undefined ? error.message : `${error.message} It listens on ${url}`);
  }
}

/** Of a ledger that others serve as well, the first to start has made the key. */
const whereKeyIs = (folder: string): string =>
  `There is an admin's key already, in the data folder of the instance that started first or of the folder that the log was copied from, but none in ${adminKeyFile(folder)}: copy it here, or make a new one with "keys recover"`;

/** The story of one claim, the claims of one narrative, and the API, as they can be asked for from another terminal. */
function whereToLook(url: string, folder: string): string[] {
  const program = `${invocation()}${folder === 'data' ? '' : ` --data ${/\s/.test(folder) ? JSON.stringify(folder) : folder}`}`;
  return [
    '',
    'In another terminal:',
    `  ${program} show nato-discusses-territory-for-membership`,
    `  ${program} list --narrative territory-for-membership`,
    `  ${program} list --status unsubstantiated`,
    `  curl ${url}/v1/claims`,
  ];
}

/** How this program was called. */
function invocation(): string {
  const script = process.argv[1] ?? '';
  return script.endsWith('.js') ? `node ${relative('', script)}` : basename(script);
}
