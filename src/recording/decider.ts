import type { Fact, RecordedFact } from './fact.js';

/**
 * State + command → events, pure: no clock, no random, no I/O.
 *
 * `evolve` may change the state that it is given and return it: whoever folds owns that state alone.
 * `decide` changes nothing; it returns no event when there is nothing left to do, and throws a `LedgerError` to refuse.
 */
export interface Decider<State, Command, Types> {
  readonly initial: () => State;
  readonly evolve: (state: State, fact: RecordedFact<Types>) => State;
  readonly decide: (state: State, command: Command) => readonly Fact<Types>[];
}
