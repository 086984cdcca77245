import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { LedgerServer } from '../servers/ledger-server.js';
import type { Timeline, Trouble } from './timeline.js';

/** A write that was answered with success. */
export interface Acknowledged {
  readonly claim: string;
  readonly revision: number;
  readonly position: string;
}

const LATE_MS = 60_000;
const BEFORE_AGAIN_MS = 200;
const BETWEEN_READS_MS = 50;

/** Writes, and reads what was written at other instances, until told to stop. */
export class Callers {
  /** Of each key that was sent. Undefined until its request is answered with success. */
  readonly keys = new Map<string, Acknowledged | undefined>();
  /** Reads that were answered, and showed less than they had to. */
  readonly stale: string[] = [];
  private stopped = false;
  private latest: Acknowledged | undefined;

  constructor(
    private readonly instances: readonly LedgerServer[],
    private readonly claims: readonly string[],
    private readonly timeline: Timeline,
  ) {}

  /** Each write is made when it is answered: those under way at the end are sent until they are. */
  stop(): void {
    this.stopped = true;
  }

  /** Sends entries, each with a key of its own and the key in its text, until each is answered with success. */
  async write(start: number): Promise<void> {
    for (let turn = start; !this.stopped; turn += 1) {
      const key = randomUUID();
      const claim = this.claims[turn % this.claims.length] ?? '';
      this.keys.set(key, undefined);
      const acknowledged = await this.sendUntilAnswered(key, claim, turn);
      this.keys.set(key, acknowledged);
      this.latest = acknowledged;
    }
  }

  /** Reads at one instance what was last written, at whichever. */
  async read(instance: LedgerServer): Promise<void> {
    while (!this.stopped) {
      await pause(BETWEEN_READS_MS);
      if (!this.latest) continue;
      const { claim, revision, position } = this.latest;
      const path = `/v1/claims/${claim}?waitFor=${encodeURIComponent(position)}`;
      const answer = await asked(instance.url + path);
      if ('trouble' in answer) this.timeline.troubles.push({ at: performance.now(), of: 'read', ...answer });
      else if ((answer.body as Acknowledged).revision < revision) {
        this.stale.push(`${claim} at revision ${(answer.body as Acknowledged).revision}, not ${revision}`);
      }
    }
  }

  /** Asks each instance every quarter of a second whether it is ready. */
  async watch(instance: LedgerServer): Promise<void> {
    while (!this.stopped) {
      const at = performance.now();
      const answer = await asked(`${instance.url}/readyz`);
      this.timeline.readiness.push({ at, instance: instance.url, ready: !('trouble' in answer) });
      await pause(250);
    }
  }

  /** Goes to another instance each time, as behind a load balancer. */
  private async sendUntilAnswered(key: string, claim: string, turn: number): Promise<Acknowledged> {
    const began = performance.now();
    for (let sent = 1; ; sent += 1) {
      const instance = this.instances[(turn + sent) % this.instances.length] as LedgerServer;
      const answer = await asked(`${instance.url}/v1/claims/${claim}/entries`, {
        method: 'POST',
        headers: { ...instance.headers, 'Idempotency-Key': key },
        body: JSON.stringify({ type: 'ClaimReported', by: ['outlet'], basis: 'named-source', quote: { text: key } }),
      });
      const at = performance.now();
      if (!('trouble' in answer)) {
        this.timeline.answers.push({ at, took: at - began, sent });
        const { revision, position } = answer.body as Acknowledged;
        return { claim, revision, position };
      }
      this.timeline.troubles.push({ at, of: 'write', trouble: answer.trouble });
      await pause(BEFORE_AGAIN_MS);
    }
  }
}

type Answer = { readonly body: unknown } | { readonly trouble: Trouble };

/** Answers of 4xx would be a mistake of this program's, and end it. */
async function asked(url: string, init: RequestInit = {}): Promise<Answer> {
  try {
    const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(LATE_MS) });
    const body: unknown = await answer.json();
    if (answer.ok) return { body };
    const { type = '' } = body as { readonly type?: string };
    if (answer.status < 500) throw new RangeError(`${url}: ${JSON.stringify(body)}`);
    return { trouble: type.replace(/^.*:/, '') || `answer ${answer.status}` };
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return { trouble: error instanceof DOMException ? 'late' : 'lost' };
  }
}
