import { once } from 'node:events';
import { type Command, Option } from 'commander';
import { traceSettings } from '../../app/trace-settings.js';
import { adminKeyFile, asServer, type Config } from '../../config.js';
import { FolderOwnedError } from '../../event-log/data-folder-lock.js';
import { ApiClient } from '../ledger/api-client.js';
import { keyIn } from '../ledger/connection.js';
import { type CommandContext, examples, type OwnOptions, wholeNumber } from '../command-definition.js';
import { UnreachableError } from '../errors.js';
import { type GlobalOptions, globalsOf } from '../ledger/global-options.js';
import { settings } from '../ledger/settings.js';
import { importAll } from '../import/import.js';
import { seedInputs } from '../import/recognised-input.js';
import type { Output } from '../terminal/output.js';
import { andWhereLogIs, logWarnings } from '../ledger/log-mismatch.js';

interface ServeOptions extends GlobalOptions {
  readonly seed?: boolean;
  readonly host?: string;
  readonly port?: number;
}

export function defineServe(command: Command, { session }: CommandContext): void {
  command
    .option('--seed', 'import the examples that come with the package; a second time nothing changes')
    .option('--host <host>', 'the address to listen on (default: CLAIM_LEDGER_HOST, otherwise 127.0.0.1)')
    .addOption(
      new Option(
        '--port <port>',
        'the port to listen on; 0 for any free one (default: CLAIM_LEDGER_PORT, otherwise 4747)',
      ).argParser(wholeNumber(0, 65_535)),
    )
    .addHelpText('after', examples('claim-ledger serve', 'claim-ledger --data tried serve --seed --port 0'))
    .action(async (options: OwnOptions<ServeOptions>, self: Command) => {
      const { host, port, seed = false } = options;
      const changed = { ...(host !== undefined && { host }), ...(port !== undefined && { port }) };
      await serve({ ...settings(globalsOf(self).data), ...changed }, seed, session.output, session.signal);
    });
}

/** Runs a ledger until the signal aborts, then shuts it down gracefully. Throws an `UnreachableError` if it can't run. */
async function serve(config: Config, seed: boolean, output: Output, signal: AbortSignal): Promise<void> {
  const ledger = await startOwn(config);
  const { url, newKeyFile, otherLog } = ledger;
  try {
    for (const line of logWarnings(config, otherLog)) output.line(line);
    if (newKeyFile !== undefined) output.line(`The administrator's key is in ${newKeyFile}`);
    else if (keyIn(config.dataFolder) === undefined) output.line(whereKeyIs(config.dataFolder));
    output.line(`Claim Ledger listens on ${url}, its data is in ${config.dataFolder}${andWhereLogIs(config)}`);
    if (seed) {
      const client = new ApiClient(url, keyIn(config.dataFolder), signal);
      output.line('Loading five articles on NATO and Ukraine …');
      await importAll(client, await seedInputs(signal), output, { json: false });
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
    return await start(asServer(config), { withoutLog: true, sendsWebhooks: true, traces: traceSettings(config) });
  } catch (error) {
    if (!(error instanceof FolderOwnedError)) throw error;
    const { url } = error.holder;
    throw new UnreachableError(
      url === undefined
        ? `${error.message} Stop it first, or choose another folder with --data.`
        : `${error.message} It listens on ${url}. Use that server, or choose another folder with --data.`,
    );
  }
}

/** If several instances serve a ledger, the first one to start has created the key. */
const whereKeyIs = (folder: string): string =>
  `There is no administrator's key in ${adminKeyFile(folder)}. Copy it from the data folder of the instance that started first, or from where the log was copied; or create a new one with "claim-ledger keys recover".`;

/** What to open in a browser, and what to try in another terminal. */
function whereToLook(url: string, folder: string): string[] {
  const program = `${invocation()}${folder === 'data' ? '' : ` --data ${/\s/.test(folder) ? JSON.stringify(folder) : folder}`}`;
  return [
    '',
    `Open ${url} in a browser: what is known of each claim, and why.`,
    `  ${url}/claims/nato-discusses-territory-for-membership  what became of Jenssen's remark`,
    `  ${url}/claims/nato-discusses-kyiv-ceding-territory  on whose word TASS reported it`,
    `  ${url}/narratives/territory-for-membership  how the story went, drawn`,
    '',
    'In another terminal:',
    `  ${program} show nato-discusses-territory-for-membership`,
    `  ${program} list --narrative territory-for-membership`,
    `  ${program} list --status unsubstantiated`,
    `  curl ${url}/v1/claims`,
  ];
}

/** How to call this program from where it was called. */
function invocation(): string {
  const script = process.argv[1] ?? '';
  return script.endsWith('.js') ? 'npx --no-install claim-ledger' : 'claim-ledger';
}
