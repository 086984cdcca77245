import type { DomainEvent, RecordedDomainEvent } from '../domain/domain-event.js';
import type { CommandResult, CommandContext } from './command-context.js';

/**
 * State + command → events, pure: no clock, no random, no I/O.
 *
 * `evolve` may change the state that it is given and return it: the caller that folds is the only owner of that state.
 * `decide` changes nothing. It returns no event when there is nothing left to do, and throws a `LedgerError` to reject.
 */
export interface Decider<State, Command, Types> {
  readonly initial: () => State;
  readonly evolve: (state: State, fact: RecordedDomainEvent<Types>) => State;
  readonly decide: (state: State, command: Command) => readonly DomainEvent<Types>[];
  /** Estimated bytes of memory that the state keeps of an event. Default: as many as its data take. */
  readonly keptSize?: (fact: DomainEvent<Types>) => number;
  /** For streams with many writers: several commands can be decided before the log has the events of the first. */
  readonly drafts?: Drafts<State, Types>;
}

/**
 * A draft is a private copy of the state that includes events not yet in any log. They have no position, and may never
 * get one.
 */
export interface Drafts<State, Types> {
  /** Returns a copy to which further events can be applied without changing the original. */
  readonly copy: (state: State) => State;
  /** May change the draft that it is given, and returns it. */
  readonly apply: (draft: State, fact: DomainEvent<Types>) => State;
}

/** A command as received: a `type`, and the fields of its event. */
export type Command = Readonly<Record<string, unknown>>;

/** Executes the commands of one type of aggregate. */
export interface CommandHandler {
  /**
   * Checks, decides and records one command for the stream of `id`. Throws a `LedgerError` if it is rejected, an
   * `EventLogError` if the log fails.
   */
  record(id: string, command: Command, context: CommandContext): Promise<CommandResult>;

  /**
   * The same in two steps, for callers with several commands in progress: checks the command and all its references,
   * and returns the function that decides and records it. Commands for one stream are recorded in the order in which
   * these functions are called.
   */
  prepare(id: string, command: Command, context: CommandContext): Promise<() => Promise<CommandResult>>;
}
