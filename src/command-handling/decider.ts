import type { DomainEvent, RecordedDomainEvent } from '../domain/domain-event.js';
import type { CommandResult, CommandContext } from './command-context.js';

/**
 * State + command → events, pure: no clock, no random, no I/O.
 *
 * `evolve` may change the state that it is given and return it: whoever folds owns that state alone.
 * `decide` changes nothing; it returns no event when there is nothing left to do, and throws a `LedgerError` to refuse.
 */
export interface Decider<State, Command, Types> {
  readonly initial: () => State;
  readonly evolve: (state: State, fact: RecordedDomainEvent<Types>) => State;
  readonly decide: (state: State, command: Command) => readonly DomainEvent<Types>[];
  /** For streams with many writers: lets commands be decided in a row, before the log has what the first of them writes. */
  readonly drafts?: Drafts<State, Types>;
}

/** A draft is a state of one's own, with facts that no log has yet: they have no position, and may never get one. */
export interface Drafts<State, Types> {
  /** Further facts can be applied to it without touching the original. */
  readonly copy: (state: State) => State;
  /** May change the draft that it is given, and returns it. */
  readonly apply: (draft: State, fact: DomainEvent<Types>) => State;
}

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
