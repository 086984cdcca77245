import type { Command, CommanderError } from 'commander';
import { UsageError } from './errors.js';

/** Turns what the parser of the command line reports into an error like all others, which says where the help is. */
export const rejectUsage =
  (command: Command) =>
  (error: CommanderError): never => {
    if (error.exitCode === 0) throw error;
    if (error.code === 'commander.help') throw new HelpShownError(`Name a command of "${pathOf(command)}".`);
    throw new UsageError(`${sentence(error.message)} Run "${helpFor(command)}" for the usage.`);
  };

/** A command was left out, and the help was printed instead of it. */
export class HelpShownError extends UsageError {
  override get lines(): readonly string[] {
    return [];
  }
}

/** `claim-ledger keys create` */
export const pathOf = (command: Command): string =>
  command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();

function helpFor(command: Command): string {
  const [program = '', ...names] = pathOf(command).split(' ');
  return [program, 'help', ...names].join(' ');
}

/** `error: unknown option '--x'\n(Did you mean --y?)` as sentences. */
function sentence(message: string): string {
  const [first = '', ...more] = message.replace(/^error: /, '').split('\n');
  const text = `${first.charAt(0).toUpperCase()}${first.slice(1)}`.replace(/([^.?!])$/, '$1.');
  return [text, ...more.map((line) => line.replace(/^\((.*)\)$/, '$1'))].join(' ');
}
