import type { EventLog } from '../event-log/event-log.js';
import { type AggregateType, streamName } from '../domain/domain-event.js';
import { boundedCache } from '../lib/bounded-cache.js';
import { SLUG } from '../domain/ids.js';
import { CommandRejectedError, type Violation } from './errors.js';
import type { CommandExecutor } from './command-executor.js';

/** An identifier in a command, and where in the command it is. */
export interface Reference {
  readonly noun: AggregateType;
  readonly id: string;
  readonly pointer: string;
}

/** As a list: empty for what isn't an id, which can't refer to anything. */
export const referenceTo = (noun: AggregateType, id: unknown, pointer: string): readonly Reference[] =>
  typeof id === 'string' && SLUG.test(id) ? [{ noun, id, pointer }] : [];

const MAX_BYTES = 8_000_000;

/** Checks against the log, never against a read model. Positive results are cached: streams are never deleted. */
export class ReferenceChecker {
  private readonly known = boundedCache<true>(MAX_BYTES, () => 0);

  /** @param recorder its cache saves reading the streams that it has loaded */
  constructor(
    private readonly log: EventLog,
    private readonly recorder?: Pick<CommandExecutor, 'isCached'>,
  ) {}

  async has(noun: AggregateType, id: string): Promise<boolean> {
    const stream = streamName(noun, id);
    if (this.known.get(stream) || this.recorder?.isCached(stream)) return true;
    for await (const event of this.log.readStream(stream, { limit: 1 })) {
      this.known.set(event.stream, true);
      return true;
    }
    return false;
  }

  /**
   * Throws a `CommandRejectedError` with a violation for each reference that doesn't exist, after those that the command
   * has already: one answer names everything.
   */
  async require(references: readonly Reference[], found: readonly Violation[] = []): Promise<void> {
    const violations = [...found];
    for (const { noun, id, pointer } of references) {
      if (await this.has(noun, id)) continue;
      violations.push({ pointer, code: `unknown-${noun}`, message: `There is no ${noun} "${id}".` });
    }
    if (violations.length > 0) throw new CommandRejectedError(violations);
  }
}
