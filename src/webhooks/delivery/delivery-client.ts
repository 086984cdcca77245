import { setTimeout as wait } from 'node:timers/promises';
import { Agent, type Dispatcher } from 'undici';
import { AllowedHosts } from '../../lib/allowed-hosts.js';
import { readExcerpt } from './answer-excerpt.js';
import { BlockedAddressError, CheckedConnections, type Resolve } from './checked-connection.js';
import { failure, failureOf, type Failure, type FailureReason } from './failure-reason.js';
import { NameLookup } from './name-lookup.js';
import { SentSecrets } from './sent-secrets.js';
import { notPublic, portOf, urlProblem } from './url-problem.js';

export interface Attempt {
  readonly url: string;
  /** Default: POST. */
  readonly method?: 'POST' | 'OPTIONS';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** The outcome of one attempt: plain data for the list of deliveries. It contains nothing secret that was sent. */
export type AttemptOutcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly durationMs: number;
      /** Those that a sender acts on, by their names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      /** The beginning of the answer, at most 1 KB, as text. */
      readonly body: string;
    }
  | {
      readonly kind: 'failed';
      readonly reason: FailureReason;
      readonly message: string;
      readonly durationMs: number;
    };

export interface DeliverySettings {
  /** For everything together: looking up the name, connecting, sending, and the answer. */
  readonly timeoutMs: number;
  /** Hosts, addresses and networks that may be reached though they aren't public, and over plain http. */
  readonly allowedHosts: readonly string[];
  readonly userAgent: string;
  /** Default: by DNS, and as the system resolves names that DNS doesn't have. */
  readonly resolve?: Resolve;
}

const KEPT_HEADERS = ['retry-after', 'location', 'webhook-allowed-origin', 'webhook-allowed-rate', 'webhook-delivery'];
const MAX_HEADER_BYTES = 16_384;
const MAX_HEADER_LENGTH = 500;

/**
 * Sends webhooks to public addresses and allowed hosts only. Redirects aren't followed. No attempt waits for another one
 * to the same host: each has its connection.
 */
export class DeliveryClient {
  private readonly allowed: AllowedHosts;
  private readonly names = new NameLookup();
  private readonly connections: CheckedConnections;
  private readonly agent: Agent;

  constructor(private readonly settings: DeliverySettings) {
    this.allowed = new AllowedHosts(settings.allowedHosts);
    this.connections = new CheckedConnections(this.allowed, settings.resolve ?? this.names.resolve);
    this.agent = new Agent({
      connect: this.connections.connector(settings.timeoutMs),
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: settings.timeoutMs,
      bodyTimeout: settings.timeoutMs,
    });
  }

  /** What is wrong with the address of a receiver, as the end of a sentence about it. Resolves its name, within the time of an attempt. */
  async addressProblem(url: string): Promise<string | undefined> {
    const problem = urlProblem(url, this.allowed);
    if (problem !== undefined) return problem;
    const parsed = new URL(url);
    const late = new AbortController();
    const limit = wait(this.settings.timeoutMs, undefined, { signal: late.signal }).then(() => {
      throw new Error('The name could not be resolved in time.');
    });
    try {
      await Promise.race([this.connections.addresses(parsed.hostname, portOf(parsed)), limit]);
      return undefined;
    } catch (error) {
      if (error instanceof BlockedAddressError) return notPublic(error.address);
      return `names a host that can't be resolved: ${parsed.hostname}`;
    } finally {
      late.abort();
      limit.catch(() => undefined);
    }
  }

  /** Never rejects: a failure is an outcome. */
  async send(attempt: Attempt, signal?: AbortSignal): Promise<AttemptOutcome> {
    const began = performance.now();
    const stop = new AbortController();
    let stopped: FailureReason | undefined;
    const stopFor = (reason: FailureReason) => (): void => {
      stopped ??= reason;
      stop.abort();
    };
    const onAbort = stopFor('aborted');
    const timer = setTimeout(stopFor('timeout'), this.settings.timeoutMs);
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted === true) onAbort();
    const failed = ({ reason, message }: Failure): AttemptOutcome => ({
      kind: 'failed',
      reason,
      message,
      durationMs: Math.round(performance.now() - began),
    });
    try {
      if (stopped !== undefined) return failed(failure(stopped));
      if (urlProblem(attempt.url, this.allowed) !== undefined) return failed(failure('refused-address'));
      const { statusCode, headers, body } = await this.request(attempt, stop.signal);
      const secrets = new SentSecrets(attempt.url, attempt.headers);
      const excerpt = await readExcerpt(body, secrets);
      const durationMs = Math.round(performance.now() - began);
      return { kind: 'answered', status: statusCode, durationMs, headers: keptOf(headers, secrets), body: excerpt };
    } catch (error) {
      return failed(stopped === undefined ? failureOf(error) : failure(stopped));
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Ends all connections, and the attempts on them. */
  async close(): Promise<void> {
    this.names.close();
    await this.agent.destroy();
  }

  private request(
    { url, method = 'POST', headers, body }: Attempt,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    const { origin, pathname, search } = new URL(url);
    return this.agent.request({
      origin,
      path: pathname + search,
      method,
      headers: { 'user-agent': this.settings.userAgent, ...headers },
      body: body ?? null,
      signal,
    });
  }
}

function keptOf(headers: Dispatcher.ResponseData['headers'], secrets: SentSecrets): Record<string, string> {
  const kept = KEPT_HEADERS.flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, secrets.hide(value).slice(0, MAX_HEADER_LENGTH)] as const] : [];
  });
  return Object.fromEntries(kept);
}
