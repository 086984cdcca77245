import { Injectable } from '@nestjs/common';
import type { EventLog } from '../event-log/event-log.js';
import { LogUnavailableError } from '../event-log/event-log.js';
import { FIRST_POSITION, positionNumber } from '../event-log/position.js';
import { namesEvent, parsePublicPosition, type PublicPosition } from '../event-log/public-position.js';
import type { CurrentReadModel } from '../read-model/current-read-model.js';
import { ForeignPositionError, NotYetReadableError, PositionNotInLogError } from './errors.js';
import { BadRequestError } from './problem.js';

/** How long an event that was acknowledged elsewhere may take until the log shows it. */
const ON_ITS_WAY_MS = 250;

/**
 * The position, if it is one of this log. Throws a `ForeignPositionError` for a position of another log, a
 * `BadRequestError` for text that is not a position.
 *
 * @param name of the parameter or header that contained it
 */
export function parseOwnPosition(logId: string, text: unknown, name: string): PublicPosition {
  const named = parsePublicPosition(text);
  if (!named) {
    throw new BadRequestError(
      `${name} must be one position, as in the header Ledger-Position: 20 digits, "-", 8 digits of the event's id, "@" and the log's id.`,
    );
  }
  if (named.log !== logId) throw new ForeignPositionError();
  return named;
}

/**
 * Splits a cursor into its own part and what was added to it after the last separator: by default the position at which it
 * was issued, which is checked like any other. Without a separator, the own part is empty.
 */
export function splitCursor(cursor: string, separator = '.'): { readonly own: string; readonly added: string } {
  const index = cursor.lastIndexOf(separator);
  return { own: cursor.slice(0, Math.max(index, 0)), added: cursor.slice(index + 1) };
}

/**
 * Checks positions that requests name: the log must still have the event that each names. So a reader of a log that was
 * restored to an earlier point learns of it, instead of waiting until the log has grown past its position.
 */
@Injectable()
export class PositionCheck {
  constructor(
    private readonly log: Pick<EventLog, 'id' | 'eventAt'>,
    private readonly current: CurrentReadModel,
    private readonly waitMs: number,
  ) {}

  /**
   * Resolves once everything up to this position can be read here.
   *
   * Throws a `ForeignPositionError`, a `PositionNotInLogError`, a `NotYetReadableError`, a `BadRequestError`, or a
   * `NoReadModelError`.
   */
  async require(text: unknown, name: string): Promise<void> {
    const named = parseOwnPosition(this.log.id, text, name);
    const { readModel, projection } = this.current.requireActive();
    if (named.position === FIRST_POSITION) return;
    if (named.position <= (projection.place?.position ?? '')) {
      const checkpoint = readModel.checkpoint();
      const known =
        checkpoint?.position === named.position
          ? checkpoint.event
          : readModel.events.idAt(positionNumber(named.position));
      if (!namesEvent(named, known ?? (await this.log.eventAt(named.position))?.id)) throw new PositionNotInLogError();
      return;
    }
    if (!(await this.isInLog(named))) throw new PositionNotInLogError();
    if (!(await this.current.waitFor(named.position, this.waitMs))) {
      throw new NotYetReadableError(String(text), this.waitMs);
    }
  }

  /** True also while the log can't be reached: then only waiting shows it. */
  private async isInLog(named: PublicPosition): Promise<boolean> {
    try {
      if (namesEvent(named, (await this.log.eventAt(named.position))?.id)) return true;
      await this.current.waitFor(named.position, Math.min(ON_ITS_WAY_MS, this.waitMs));
      return namesEvent(named, (await this.log.eventAt(named.position))?.id);
    } catch (error) {
      if (error instanceof LogUnavailableError) return true;
      throw error;
    }
  }
}
