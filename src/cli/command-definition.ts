import { type Command, InvalidArgumentError } from 'commander';
import type { GlobalOptions } from './ledger/global-options.js';
import type { Session } from './ledger/session.js';

/** What a command is given to work with. */
export interface CommandContext {
  readonly session: Session;
  /** Sets the exit code of a command that ran to its end: 0 if all is well, else 1. */
  readonly report: (isWell: boolean) => void;
}

/** Adds arguments, options, examples and the action to a command that has its name already. */
export type DefineCommand = (command: Command, context: CommandContext) => void;

/** The options that a command declares itself. */
export type OwnOptions<Options extends GlobalOptions> = Omit<Options, keyof GlobalOptions>;

/** The last section of a command's help. */
export const examples = (...lines: readonly string[]): string =>
  `\n${lines.length > 1 ? 'Examples' : 'Example'}:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;

/** Parses a whole number between these, both included. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Give a whole number from ${min} to ${max}.`);
  };
}

/** Collects the values of an option that may be repeated. */
export const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];
