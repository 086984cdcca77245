import type { Decider } from '../../src/command-handling/decider.js';
import { CommandRejectedError, type Violation } from '../../src/command-handling/errors.js';
import type { DomainEvent, RecordedDomainEvent } from '../../src/domain/domain-event.js';

type ErrorClass = new (...args: never[]) => Error;

/** What a test says of a refusal; the words for it may change. */
export type Refused = Pick<Violation, 'pointer' | 'code'>;

/**
 * Tests of a decider as sentences: given these events, when this is decided, then these follow.
 *
 *     given(narrativeDecider, [registered]).when(adding('kyiv-cedes-territory')).then([added]);
 */
export function given<State, Command, Types>(
  decider: Decider<State, Command, Types>,
  facts: readonly DomainEvent<Types>[],
) {
  return {
    when: (command: Command) => {
      const decide = (): readonly DomainEvent<Types>[] => decider.decide(fold(decider, facts), command);
      return {
        then: (events: readonly DomainEvent<Types>[]): void => {
          expect(decide()).toEqual(events);
        },
        thenNothing: (): void => {
          expect(decide()).toEqual([]);
        },
        thenRefused: (violations: readonly Refused[]): void => {
          expect(violationsOf(decide)).toEqual(violations);
        },
        thenThrows: (error: ErrorClass): void => {
          expect(decide).toThrow(error);
        },
        /** For violations that depend on much: neither refused nor nothing. */
        thenAccepted: (): void => {
          expect(decide().length).toBeGreaterThan(0);
        },
      };
    },
  };
}

/** The state after these events, as if each had been read from a log of its own at position 1, 2, 3 … */
export function fold<State, Command, Types>(
  decider: Decider<State, Command, Types>,
  facts: readonly DomainEvent<Types>[],
): State {
  return facts.map((fact, index) => recorded(fact, index)).reduce(decider.evolve, decider.initial());
}

export const positionAt = (index: number): string => String(index + 1).padStart(20, '0');

/** What is wrong with a command: where, and in which stable word. Fails if nothing is. */
export function violationsOf(attempt: () => unknown): Refused[] {
  try {
    attempt();
  } catch (error) {
    if (!(error instanceof CommandRejectedError)) throw error;
    return error.violations.map(({ pointer, code }) => ({ pointer, code }));
  }
  throw new Error('It was not refused.');
}

function recorded<Types>(fact: DomainEvent<Types>, index: number): RecordedDomainEvent<Types> {
  return {
    ...fact,
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
