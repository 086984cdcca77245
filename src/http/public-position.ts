import { ForeignPositionError } from './errors.js';
import { BadRequestError } from './problem.js';

/** Outside the log a position carries the log's id: it has no meaning in another log. */
export const publicPosition = (logId: string, position: string): string => `${position}@${logId}`;

/** The format of a public position, as a regular expression. */
export const PUBLIC_POSITION = String.raw`^\d{20}@[0-9a-f-]{36}$`;

const SPELT = new RegExp(PUBLIC_POSITION);

export const isPublicPosition = (text: unknown): text is string => typeof text === 'string' && SPELT.test(text);

/**
 * The position in this log. Throws a `ForeignPositionError` for a position of another log, a `BadRequestError` for text
 * that is not a position.
 *
 * @param name of the parameter or header that contained it
 */
export function parseOwnPosition(logId: string, text: unknown, name: string): string {
  const [position, log] = isPublicPosition(text) ? text.split('@') : [];
  if (position === undefined || !Number.isSafeInteger(Number(position))) {
    throw new BadRequestError(
      `${name} must be one position, as in the header Ledger-Position: 20 digits, "@" and the log's id.`,
    );
  }
  if (log !== logId) throw new ForeignPositionError();
  return position;
}
