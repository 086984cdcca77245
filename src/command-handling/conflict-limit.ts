import { setTimeout as pause } from 'node:timers/promises';
import { LogUnavailableError, type WrongExpectedRevisionError } from '../event-log/event-log.js';
import { backoff } from '../lib/backoff.js';

/** How often the same conflict may repeat. With the pauses in between, some 3 seconds. */
const MAX_REPEATED = 5;

/**
 * Ends the retries of a command whose conflict repeats without progress: then the log doesn't show the events that it
 * reports, and deciding again would not help.
 */
export class ConflictLimit {
  private last = '';
  private repeated = 0;

  /** True if the conflict before was the same one; resolves after a pause then. Rejects with a `LogUnavailableError`. */
  async isRepeated({ stream, expected, actual }: WrongExpectedRevisionError): Promise<boolean> {
    const conflict = `${expected} ${actual}`;
    if (conflict !== this.last) {
      this.last = conflict;
      this.repeated = 0;
      return false;
    }
    this.repeated += 1;
    if (this.repeated > MAX_REPEATED) {
      throw new LogUnavailableError(
        `The log reports that ${stream} is at revision ${actual}, but shows revision ${expected} when it is read.`,
      );
    }
    await pause(backoff(this.repeated - 1));
    return true;
  }
}
