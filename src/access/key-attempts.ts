import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { boundedCache } from '../lib/bounded-cache.js';
import { monotonicMs } from '../lib/monotonic-ms.js';
import { addressOf } from './address.js';
import { TooManyKeyAttemptsError } from './errors.js';

const WINDOW_MS = 60_000;
/** For what is remembered of keys, and for the same of addresses. */
const MAX_BYTES = 10_000_000;
const DIGEST_BYTES = 64;

/** The different keys that came from an address within one window, and were not valid. */
interface Guesses {
  readonly until: number;
  readonly keys: Set<string>;
}

/** Its address is looked up only for a key that wasn't valid before: that can take longer than the rest. */
type Sender = Pick<FastifyRequest, 'ip'>;

/**
 * Slows down the guessing of keys: once an address has sent so many different invalid keys within a minute, no key from
 * there is checked until the minute is over. A key that was valid before is not a guess, so those who share the
 * address with the guesser, as behind a proxy that isn't trusted, keep working; and a client that repeats one invalid key
 * counts once.
 */
export class KeyAttempts {
  private readonly guesses = boundedCache<Guesses>(MAX_BYTES, () => this.perMinute * DIGEST_BYTES);
  /** Digests of keys that were valid when they were last sent. */
  private readonly valid = boundedCache<true>(MAX_BYTES, () => 0);

  /**
   * @param perMinute different invalid keys from one address; 0 for no limit
   * @param count is called for each key that is invalid, and for each that isn't looked at
   */
  constructor(
    private readonly perMinute: number,
    private readonly count: (outcome: 'invalid' | 'unchecked') => void = () => undefined,
    private readonly now: () => number = monotonicMs,
  ) {}

  /**
   * Verifies the key of a request. Throws a `TooManyKeyAttemptsError` instead if too many were guessed at its address.
   *
   * @param verify returns undefined for an invalid key
   */
  async verify<Found>(
    key: string,
    request: Sender,
    verify: (key: string) => Promise<Found | undefined>,
  ): Promise<Found | undefined> {
    const digest = hash('sha256', key, 'base64url');
    const guesses = this.valid.has(digest) ? undefined : this.guess(digest, request);
    const found = await verify(key);
    if (found === undefined) {
      this.valid.delete(digest);
      this.count('invalid');
    } else {
      this.valid.set(digest, true);
      guesses?.keys.delete(digest);
    }
    return found;
  }

  /** Counts the key as a guess before it is verified, so that guesses sent at the same time count, too. */
  private guess(digest: string, request: Sender): Guesses | undefined {
    if (this.perMinute === 0) return undefined;
    const address = addressOf(request);
    const now = this.now();
    const known = this.guesses.get(address);
    const guesses = known && known.until > now ? known : { until: now + WINDOW_MS, keys: new Set<string>() };
    if (!guesses.keys.has(digest) && guesses.keys.size >= this.perMinute) {
      this.count('unchecked');
      throw new TooManyKeyAttemptsError(Math.ceil((guesses.until - now) / 1_000));
    }
    guesses.keys.add(digest);
    this.guesses.set(address, guesses);
    return guesses;
  }
}
