import { type EventPlace, FIRST_POSITION } from './position.js';

/** A position as clients know it: it names one event of one log. */
export interface PublicPosition {
  readonly position: string;
  /** The first 8 digits of the event's id; zeros before the first event. */
  readonly event: string;
  /** The log's id. */
  readonly log: string;
}

/** The format of a public position, as a regular expression. */
export const PUBLIC_POSITION = String.raw`^\d{20}-[0-9a-f]{8}@[0-9a-f-]{36}$`;

const SPELT = /^(?<position>\d{20})-(?<event>[0-9a-f]{8})@(?<log>[0-9a-f-]{36})$/;

const shortId = (event: string): string => event.slice(0, 8);

/**
 * Outside the log a position also carries a part of the event's id, and the log's id: after a restore, the log may have
 * another event there, or none.
 */
export const publicPosition = (log: string, { position, event }: EventPlace): string =>
  `${position}-${shortId(event)}@${log}`;

/** The position before the first event of a log. */
export const beforeFirst = (log: string): string =>
  publicPosition(log, { position: FIRST_POSITION, event: '00000000' });

/** Undefined for text that is not a public position. */
export function parsePublicPosition(text: unknown): PublicPosition | undefined {
  const { position, event, log } = (typeof text === 'string' ? SPELT.exec(text)?.groups : undefined) ?? {};
  if (position === undefined || event === undefined || log === undefined) return undefined;
  return Number.isSafeInteger(Number(position)) ? { position, event, log } : undefined;
}

/** Whether the public position names this event. */
export const namesEvent = (named: PublicPosition, id: string | undefined): boolean =>
  id !== undefined && shortId(id) === named.event;
