import { isatty } from 'node:tty';
import { connect, connectToOwner, type Connection, type LedgerOptions } from './connection.js';
import { explainAccess } from './access-help.js';
import type { GlobalOptions } from './global-options.js';
import { outputColors } from '../terminal/colors.js';
import { Output } from '../terminal/output.js';
import type { Prompter } from '../terminal/prompter.js';
import type { Printing } from '../terminal/print-options.js';

/** What a command works with: its output, the signal that interrupts it, and the way to its ledger. */
export class Session {
  readonly output = new Output();

  constructor(readonly signal: AbortSignal) {}

  /** Runs `work` on the ledger that the options name, and closes the connection however the work ends. */
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
      throw explainAccess(error, options);
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

  /** How to print for the terminal that standard output is; elsewhere 80 columns. */
  printing(recorded = false): Printing {
    return { width: isatty(1) ? Math.max(process.stdout.columns, 40) : 80, colors: outputColors(), recorded };
  }

  /** Prints a text; one that is longer than the terminal in a pager. */
  async print(text: string, { pager: isPaged }: Pick<GlobalOptions, 'pager'>): Promise<void> {
    const isLong = isatty(1) && text.split('\n').length > process.stdout.rows && process.env.TERM !== 'dumb';
    if (isLong && isPaged) {
      const { pagerIn, showInPager } = await import('../terminal/pager.js');
      const pager = pagerIn(process.env);
      if (pager && (await showInPager(text, pager))) return;
    }
    this.output.write(text);
  }
}

const onWaiting = (message: string): void => void process.stderr.write(`${message}\n`);
