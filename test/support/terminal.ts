import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { CLI } from './run-cli.js';

/** The program on a terminal of its own, 100 columns wide: `script`, from util-linux, provides it. */
export class Terminal {
  private readonly child;
  private readonly exit: Promise<number | null>;
  private text = '';
  /** Where what was not waited for yet begins. */
  private seen = 0;

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}, rows = 40) {
    const command = [`stty cols 100 rows ${rows};`, 'exec', process.execPath, CLI, ...args].map((part, index) =>
      index < 2 ? part : `'${part.replaceAll("'", `'\\''`)}'`,
    );
    const own = Object.entries(process.env).filter(([name]) => !/^CLAIM_LEDGER_|^(NO|FORCE)_COLOR$|^PAGER$/.test(name));
    this.child = spawn('script', ['-qefc', command.join(' '), '/dev/null'], {
      env: { ...Object.fromEntries(own), SHELL: '/bin/sh', TERM: 'xterm', ...env },
    });
    this.child.stdout.setEncoding('utf8').on('data', (chunk: string) => (this.text += chunk));
    this.exit = once(this.child, 'close').then(([code]) => code as number | null);
    terminals.push(this);
  }

  /** All that was written to the terminal. */
  get raw(): string {
    return this.text;
  }

  /** The same without colours and movements of the cursor. */
  get screen(): string {
    return stripVTControlCharacters(this.text).replaceAll('\r', '');
  }

  /** Resolves when this appears after what was waited for before. */
  async shows(pattern: RegExp): Promise<void> {
    for (;;) {
      const found = pattern.exec(this.text.slice(this.seen));
      if (found) {
        this.seen += found.index + found[0].length;
        return;
      }
      const ended = await Promise.race([once(this.child.stdout, 'data'), this.exit]);
      if (!Array.isArray(ended)) throw new Error(`It ended before it showed ${String(pattern)}:\n${this.screen}`);
    }
  }

  type(keys: string): void {
    this.child.stdin.write(keys);
  }

  /** The exit code of the program. */
  ended(): Promise<number | null> {
    return this.exit;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}

const terminals: Terminal[] = [];

/** Ends what a failed test left running. */
export function closeTerminals(): void {
  for (const terminal of terminals.splice(0)) terminal.kill();
}

export const ENTER = '\r';
export const DOWN = '\u001b[B';
export const CTRL_C = '\u0003';
