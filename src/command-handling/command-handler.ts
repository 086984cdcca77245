import type { CommandResult, CommandContext } from './command-context.js';

/** A command as it comes in: a `type`, and the fields of its event. */
export type Command = Readonly<Record<string, unknown>>;

/** What each noun's service offers to whoever brings commands. */
export interface CommandHandler {
  /**
   * Checks, decides and records one command for the stream of `id`.
   * Throws a `LedgerError` if it is refused, an `EventLogError` if the log can't take it.
   */
  record(id: string, command: Command, context: CommandContext): Promise<CommandResult>;

  /**
   * The same in two steps, for whoever has several commands under way: checks the command and all that it names, and
   * answers what decides and records it. Commands for one stream are recorded in the order in which that is called.
   */
  prepare(id: string, command: Command, context: CommandContext): Promise<() => Promise<CommandResult>>;
}
