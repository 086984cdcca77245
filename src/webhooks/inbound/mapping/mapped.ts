import type { Command } from '../../../command-handling/decider.js';
import type { Violation } from '../../../command-handling/errors.js';
import { digestOf } from '../../../lib/digest.js';
import type { Json } from '../../../lib/json.js';

/** The commands of one delivery. */
export const MAX_COMMANDS = 1_000;

/** Why a payload, or a part of it, has no commands. The message explains it, and what to do. */
export interface MappingFault {
  readonly message: string;
  /** Where the fault is in the payload. */
  readonly errors?: readonly Violation[];
}

/** A payload can't be mapped. Nothing was recorded. */
export class MappingError extends Error {
  constructor(
    message: string,
    readonly errors: readonly Violation[] = [],
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** What a payload leads to. */
export interface Mapped {
  /** In the form of an import's lines. */
  readonly commands: readonly Command[];
  /** Parts of the payload that have no commands. They don't keep the others back. */
  readonly faults: readonly MappingFault[];
  /** Of ClaimReview: what becomes of each review. */
  readonly reviews?: readonly object[];
}

/**
 * Commands with keys by which they are recognised when the delivery is processed again, whatever else the mapping then
 * gives: a digest of their origin, of the command, and of the number of equal commands before it. A command that has a
 * key keeps it.
 *
 * @param origin what the keys are unique in
 */
export function withKeys(commands: readonly Command[], origin: readonly Json[]): Command[] {
  const seen = new Map<string, number>();
  return commands.map((command) => {
    if (command['key'] !== undefined) return command;
    const digest = digestOf(command as Json);
    const before = seen.get(digest) ?? 0;
    seen.set(digest, before + 1);
    return { ...command, key: `delivery/${digestOf([...origin, digest, before])}` };
  });
}

/** Throws a `MappingError` for more commands than a delivery may have. */
export function requireFew(count: number): void {
  if (count <= MAX_COMMANDS) return;
  throw new MappingError(
    `The payload leads to ${count} commands; at most ${MAX_COMMANDS} are allowed. Send fewer in one delivery.`,
  );
}
