import type { AttemptOutcome } from './delivery-client.js';

/** What to do after an attempt. */
export type NextAction =
  | { readonly kind: 'delivered' }
  | {
      readonly kind: 'retry';
      readonly afterMs: number;
      /** The one retry without a wait; it doesn't count as an attempt of the schedule. */
      readonly isInstant: boolean;
    }
  | { readonly kind: 'given-up'; readonly reason: string }
  | { readonly kind: 'disable'; readonly reason: 'gone' };

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The waits after the first, second, … failed attempt, as Standard Webhooks recommends them: three days together. */
export const RETRY_DELAYS_MS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
/** Waits differ by up to this share, so that deliveries that failed together don't come together. */
const JITTER = 0.2;
/** A receiver that is overloaded, or as slow as if it were, is left alone for so long at least. */
const OVERLOADED_MS = MINUTE;
/** A receiver may ask for a longer wait, up to this one. */
const MAX_RETRY_AFTER_MS = 24 * HOUR;
/** The longest wait that there is with these waits of the schedule. */
export const longestWaitMs = (delaysMs: readonly number[]): number =>
  Math.ceil(Math.max(MAX_RETRY_AFTER_MS, ...delaysMs) * (1 + JITTER));
/** A connection that fails so soon was often one that the receiver had just closed. */
const SOON_MS = SECOND;
/** An endpoint that has failed for so long is disabled. */
export const DISABLED_AFTER_MS = 5 * 24 * HOUR;

/**
 * Decides by the outcome of an attempt, without a clock and random numbers of its own.
 *
 * @param attempts attempts of the schedule that were made, with this one: 1 or more
 * @param random at least 0, less than 1
 * @param now milliseconds since 1970
 */
export function nextAction(
  outcome: AttemptOutcome,
  attempts: number,
  random: number,
  now: number,
  { delaysMs = RETRY_DELAYS_MS, instantRetryUsed = false } = {},
): NextAction {
  if (isDelivered(outcome)) return { kind: 'delivered' };
  if (outcome.kind === 'answered' && outcome.status === 410) return { kind: 'disable', reason: 'gone' };
  if (failedSoon(outcome) && !instantRetryUsed) return { kind: 'retry', afterMs: 0, isInstant: true };
  const delay = delaysMs[attempts - 1];
  if (delay === undefined) return { kind: 'given-up', reason: `${attempts} attempts failed` };
  const planned = delay * (1 - JITTER + 2 * JITTER * random);
  const wait = Math.max(planned, isOverloaded(outcome) ? OVERLOADED_MS : 0, retryAfter(outcome, now));
  return { kind: 'retry', afterMs: Math.round(wait), isInstant: false };
}

/** A redirect is a failure, as CloudEvents and Standard Webhooks require. */
export const isDelivered = (outcome: AttemptOutcome): boolean =>
  outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300;

/**
 * Whether an endpoint is disabled: it has failed for five days without a success.
 *
 * @param failingSince when the first attempt failed after the last success, in milliseconds since 1970
 */
export const isToBeDisabled = (failingSince: number, now: number): boolean => now - failingSince >= DISABLED_AFTER_MS;

const failedSoon = (outcome: AttemptOutcome): boolean =>
  outcome.kind === 'failed' && outcome.reason === 'connection' && outcome.durationMs < SOON_MS;

const isOverloaded = (outcome: AttemptOutcome): boolean =>
  outcome.kind === 'failed' ? outcome.reason === 'timeout' : outcome.status === 429;

/** The wait that `Retry-After` requests, in milliseconds: seconds or a date (RFC 9110). */
function retryAfter(outcome: AttemptOutcome, now: number): number {
  const text = outcome.kind === 'answered' ? outcome.headers['retry-after'] : undefined;
  if (text === undefined) return 0;
  const wait = /^\d+$/.test(text) ? Number(text) * SECOND : Date.parse(text) - now;
  return Number.isNaN(wait) ? 0 : Math.min(wait, MAX_RETRY_AFTER_MS);
}
