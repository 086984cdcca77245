import type { Decider } from '../../src/command-handling/decider.js';
import { CommandRejectedError, type Violation } from '../../src/command-handling/errors.js';
import type { DomainEvent, RecordedDomainEvent } from '../../src/domain/domain-event.js';

type ErrorClass = new (...args: never[]) => Error;

/** The stable part of a violation; its text may change. */
export type Rejection = Pick<Violation, 'pointer' | 'code'>;

/**
 * Tests of a decider as sentences: given these events, when this is decided, then these follow.
 *
 *     given(narrativeDecider, [registered]).when(adding('kyiv-cedes-territory')).then([added]);
 */
export function given<State, Command, Types>(
  decider: Decider<State, Command, Types>,
  events: readonly DomainEvent<Types>[],
) {
  return {
    when: (command: Command) => {
      const decide = (): readonly DomainEvent<Types>[] => decider.decide(fold(decider, events), command);
      return {
        then: (events: readonly DomainEvent<Types>[]): void => {
          expect(decide()).toEqual(events);
        },
        thenNothing: (): void => {
          expect(decide()).toEqual([]);
        },
        thenRejects: (violations: readonly Rejection[]): void => {
          expect(violationsOf(decide)).toEqual(violations);
        },
        thenThrows: (error: ErrorClass): void => {
          expect(decide).toThrow(error);
        },
        /** Accepts any events except none. */
        thenAccepted: (): void => {
          expect(decide().length).toBeGreaterThan(0);
        },
      };
    },
  };
}

/** Returns the state after these events, with the positions 1, 2, 3 … */
export function fold<State, Command, Types>(
  decider: Decider<State, Command, Types>,
  events: readonly DomainEvent<Types>[],
): State {
  return events.map((event, index) => recorded(event, index)).reduce(decider.evolve, decider.initial());
}

export const positionAt = (index: number): string => String(index + 1).padStart(20, '0');

/** Returns the violations of a rejected command. Throws if the command is not rejected. */
export function violationsOf(attempt: () => unknown): Rejection[] {
  try {
    attempt();
  } catch (error) {
    if (!(error instanceof CommandRejectedError)) throw error;
    return error.violations.map(({ pointer, code }) => ({ pointer, code }));
  }
  throw new Error('The command was not rejected.');
}

/** The event as the log has it, as the first one of its stream if no index is given. */
export function recorded<Types>(event: DomainEvent<Types>, index = 0): RecordedDomainEvent<Types> {
  return {
    ...event,
    id: `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
    stream: 'stream',
    revision: index,
    position: positionAt(index),
    metadata: {
      schemaVersion: 1,
      recordedAt: '2024-01-01T00:00:00.000Z',
      recordedBy: 'somebody',
      correlationId: 'request',
      causationId: 'request',
    },
  };
}
