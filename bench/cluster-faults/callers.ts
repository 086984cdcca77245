import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { LedgerServer } from '../servers/ledger-server.js';
import type { Timeline, Failure } from './timeline.js';

/** A write that succeeded. */
export interface AcknowledgedWrite {
  readonly claim: string;
  readonly revision: number;
  readonly position: string;
}

const TIMEOUT_MS = 60_000;
const RETRY_DELAY_MS = 200;
const BETWEEN_READS_MS = 50;

/** Clients that write, and that read at each instance what was written at any, until they are stopped. */
export class Callers {
  /** By idempotency key, for each key sent. Undefined until the write is acknowledged. */
  readonly keys = new Map<string, AcknowledgedWrite | undefined>();
  /** Reads that returned an older revision than they had to. */
  readonly stale: string[] = [];
  private stopped = false;
  private latest: AcknowledgedWrite | undefined;

  constructor(
    private readonly instances: readonly LedgerServer[],
    private readonly claims: readonly string[],
    private readonly timeline: Timeline,
  ) {}

  /** Begins no further writes. Those already begun are retried until they are acknowledged. */
  stop(): void {
    this.stopped = true;
  }

  /** Sends entries one after the other, each with its own idempotency key, which is also its text. */
  async write(start: number): Promise<void> {
    for (let turn = start; !this.stopped; turn += 1) {
      const key = randomUUID();
      const claim = this.claims[turn % this.claims.length] ?? '';
      this.keys.set(key, undefined);
      const acknowledged = await this.sendUntilAcknowledged(key, claim, turn);
      this.keys.set(key, acknowledged);
      this.latest = acknowledged;
    }
  }

  /** Reads at one instance what was last written at any. */
  async read(instance: LedgerServer): Promise<void> {
    while (!this.stopped) {
      await pause(BETWEEN_READS_MS);
      if (!this.latest) continue;
      const { claim, revision, position } = this.latest;
      const path = `/v1/claims/${claim}?waitFor=${encodeURIComponent(position)}`;
      const outcome = await send(instance.url + path);
      if ('failure' in outcome) this.timeline.failures.push({ at: performance.now(), operation: 'read', ...outcome });
      else if ((outcome.body as AcknowledgedWrite).revision < revision) {
        this.stale.push(`${claim} at revision ${(outcome.body as AcknowledgedWrite).revision}, not ${revision}`);
      }
    }
  }

  /** Requests the readiness of an instance every quarter of a second. */
  async watch(instance: LedgerServer): Promise<void> {
    while (!this.stopped) {
      const at = performance.now();
      const outcome = await send(`${instance.url}/readyz`);
      this.timeline.readiness.push({ at, instance: instance.url, ready: !('failure' in outcome) });
      await pause(250);
    }
  }

  /** Sends to another instance each time, as a load balancer does. */
  private async sendUntilAcknowledged(key: string, claim: string, turn: number): Promise<AcknowledgedWrite> {
    const began = performance.now();
    for (let sent = 1; ; sent += 1) {
      const instance = this.instances[(turn + sent) % this.instances.length] as LedgerServer;
      const outcome = await send(`${instance.url}/v1/claims/${claim}/entries`, {
        method: 'POST',
        headers: { ...instance.headers, 'Idempotency-Key': key },
        body: JSON.stringify({ type: 'ClaimReported', by: ['outlet'], basis: 'named-source', quote: { text: key } }),
      });
      const at = performance.now();
      if (!('failure' in outcome)) {
        this.timeline.acknowledged.push({ at, durationMs: at - began, attempts: sent });
        const { revision, position } = outcome.body as AcknowledgedWrite;
        return { claim, revision, position };
      }
      this.timeline.failures.push({ at, operation: 'write', failure: outcome.failure });
      await pause(RETRY_DELAY_MS);
    }
  }
}

type Outcome = { readonly body: unknown } | { readonly failure: Failure };

/** Throws after a response of 4xx, which would be a mistake of this program. */
async function send(url: string, init: RequestInit = {}): Promise<Outcome> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const body: unknown = await response.json();
    if (response.ok) return { body };
    const { type = '' } = body as { readonly type?: string };
    if (response.status < 500) throw new RangeError(`${url}: ${JSON.stringify(body)}`);
    return { failure: type.replace(/^.*:/, '') || `response ${response.status}` };
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return { failure: error instanceof DOMException ? 'late' : 'lost' };
  }
}
