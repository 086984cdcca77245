import { isatty } from 'node:tty';
import type { Command } from 'commander';
import pc from 'picocolors';
import { adminKeyFile } from '../../config.js';
import { ApiProblemError } from '../errors.js';
import { connect, connectToOwner, type Connection, keyIn, type LedgerOptions } from './connection.js';
import { Output } from '../terminal/output.js';
import type { Prompter } from '../terminal/prompter.js';
import type { Printing } from '../terminal/print-options.js';

/** The options that every command takes. */
export interface GlobalOptions extends LedgerOptions {
  readonly json: boolean;
}

/** What a command works with: its output, the signal that ends it, and the way to its ledger. */
export class Session {
  readonly output = new Output();

  constructor(readonly signal: AbortSignal) {}

  /** Does its work on the ledger that the options mean, and leaves that in order, however the work ends. */
  async withLedger<Result>(
    options: LedgerOptions,
    { create }: { readonly create: boolean },
    work: (connection: Connection) => Promise<Result>,
  ): Promise<Result> {
    try {
      const connection = await connect(options, { signal: this.signal, create, onWaiting });
      try {
        return await work(connection);
      } finally {
        await connection.close();
      }
    } catch (error) {
      throw withKeyHint(error, options);
    }
  }

  /** The server that owns the data folder; undefined if none does. */
  owner(options: LedgerOptions): Promise<Connection | undefined> {
    return connectToOwner(options, { signal: this.signal, onWaiting });
  }

  /** Asks the person at the terminal; undefined where there is none. */
  async prompter(): Promise<Prompter | undefined> {
    if (!isatty(0) || !isatty(2)) return undefined;
    const { terminalPrompter } = await import('../terminal/prompter.js');
    return terminalPrompter({ input: process.stdin, output: process.stderr, signal: this.signal });
  }

  /** For the terminal that standard output is, else 80 columns without colour. */
  printing(recorded: boolean): Printing {
    const isTerminal = isatty(1);
    const { NO_COLOR = '', TERM } = process.env;
    return {
      width: isTerminal ? Math.max(process.stdout.columns, 40) : 80,
      colors: pc.createColors(isTerminal && NO_COLOR === '' && TERM !== 'dumb'),
      recorded,
    };
  }
}

const onWaiting = (message: string): void => void process.stderr.write(`${message}\n`);

/** The global options of a command, wherever they stood; a folder that was asked for outdoes a URL of the environment. */
export function globalsOf(command: Command): GlobalOptions {
  const { data, url, key, json = false } = command.optsWithGlobals<LedgerOptions & { json?: boolean }>();
  const from = (name: string) => command.getOptionValueSourceWithGlobals(name);
  const isOutdone = url === '' || (from('url') === 'env' && from('data') === 'cli');
  return { data, json, url: isOutdone ? undefined : url, key: key === '' ? undefined : key };
}

/** Where a ledger doesn't take the key of its own folder, the problem says how the owner gets back in. */
export function withKeyHint(error: unknown, { data, url, key }: LedgerOptions): unknown {
  if (!(error instanceof ApiProblemError) || error.problem.status !== 401) return error;
  if (url !== undefined || key !== undefined) return error;
  const file = adminKeyFile(data);
  const what = keyIn(data) === undefined ? `There is no key in ${file}` : `The key in ${file} is no good any more`;
  const how =
    'Give another with --key, or make a new one with "claim-ledger keys recover" while no server runs on this folder.';
  return new ApiProblemError({ ...error.problem, detail: `${what}. ${how}` });
}
