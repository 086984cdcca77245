import { CommandRejectedError } from '../../command-handling/errors.js';
import { parseDayOrInstant } from '../../domain/fuzzy-time.js';
import { InvalidTimeError } from '../../domain/moment.js';
import { FIRST_POSITION, positionText } from '../../event-log/position.js';
import { parsePublicPosition } from '../../event-log/public-position.js';
import { BadRequestError } from '../../http/problem.js';
import type { PositionCheck } from '../../http/position-check.js';
import type { CurrentReadModel } from '../../read-model/current-read-model.js';

/** Reads the positions that requests about webhooks name. */
export class WebhookPositions {
  constructor(
    private readonly current: CurrentReadModel,
    private readonly check: PositionCheck,
  ) {}

  /** The position of this log that a text names: 20 digits. Rejects like `PositionCheck`, or with a `CommandRejectedError`. */
  async position(text: string, pointer: string): Promise<string> {
    try {
      await this.check.require(text, pointer.slice(1));
    } catch (error) {
      if (!(error instanceof BadRequestError)) throw error;
      throw new CommandRejectedError([{ pointer, code: 'not-a-position', message: error.message }]);
    }
    return parsePublicPosition(text)?.position ?? FIRST_POSITION;
  }

  /**
   * From after a position, or after what was recorded until an instant, or from the beginning; until now. Rejects like
   * `position`.
   */
  async span(from: string | undefined, pointer: string): Promise<{ readonly from: string; readonly until: string }> {
    const until = this.current.position ?? FIRST_POSITION;
    if (from === undefined) return { from: FIRST_POSITION, until };
    if (parsePublicPosition(from)) return { from: await this.position(from, pointer), until };
    try {
      const at = new Date(parseDayOrInstant(from).earliest).toISOString();
      // What was recorded at that instant is sent.
      const last = this.current.readModel.events.lastUntil(new Date(Date.parse(at) - 1).toISOString());
      return { from: positionText(last ?? 0), until };
    } catch (error) {
      if (!(error instanceof InvalidTimeError)) throw error;
      const message = `from must be a position, as in the header Ledger-Position, or a day or an instant of recorded time: ${error.message}.`;
      throw new CommandRejectedError([{ pointer, code: 'not-a-position', message }]);
    }
  }
}
