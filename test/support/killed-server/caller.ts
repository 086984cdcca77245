import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../../bench/workloads/random.js';
import type { ReplayView } from '../../../src/replay/replay.views.js';
import { type RecordingRequest, Requests, type Unit } from './requests.js';
import type { KilledServer } from './server.js';

/** What was sent of one unit, and what the server answered. */
export interface SentUnit extends Unit {
  /** Whether the server said that all of it is recorded. */
  isAcknowledged: boolean;
  /** The position of its last entry, if the answer named it. */
  position?: string;
}

/** A finished replay: what it found for one moment. */
export interface SeenReplay {
  readonly asOf: string;
  readonly digest: string | undefined;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** One client: sends one request after the other, through kills of the server. */
export class Caller {
  readonly sent: SentUnit[] = [];
  readonly replays: SeenReplay[] = [];
  /** How many requests got no answer, or a 503. */
  unanswered = 0;
  private readonly requests: Requests;
  private isStopping = false;

  constructor(
    private readonly server: KilledServer,
    name: string,
    private readonly random: Random,
  ) {
    this.requests = new Requests(name, random);
  }

  /** Sends until it is stopped. */
  async run(): Promise<void> {
    while (!this.isStopping) {
      const claim = this.requests.newClaim();
      if (claim !== undefined) await this.register(claim);
      await this.record(this.requests.next());
      await pause(this.random.next() * 10);
    }
  }

  /** Runs replays of the past, one after the other. */
  async replay(): Promise<void> {
    while (!this.isStopping) {
      // Nothing was being recorded at that moment.
      const asOf = this.server.lastStopped;
      if (asOf !== undefined) {
        const found = await this.replayOnce(asOf).catch(() => undefined);
        if (found) this.replays.push({ asOf, digest: found.digest });
      }
      await pause(200 + this.random.next() * 500);
    }
  }

  /** The request in progress is repeated until it is answered. */
  stop(): void {
    this.isStopping = true;
  }

  /** The digest of a replay of a moment. */
  async digestAsOf(asOf: string): Promise<string | undefined> {
    for (;;) {
      const found = await this.replayOnce(asOf);
      if (found) return found.digest;
      await pause(20);
    }
  }

  /** Undefined while the server can't read everything that was recorded: a replay covers what it can read. */
  private async replayOnce(asOf: string): Promise<ReplayView | undefined> {
    const url = await this.server.address();
    if ((await this.send(url, 'GET', '/readyz')).status !== 200) return undefined;
    const begun = await this.send(url, 'POST', '/v1/replays', JSON.stringify({ temporary: true, scenario: { asOf } }));
    if (begun.status !== 202) return undefined;
    const { id } = JSON.parse(begun.text) as ReplayView;
    const ended = JSON.parse((await this.send(url, 'GET', `/v1/replays/${id}?wait=60`)).text) as ReplayView;
    await this.send(url, 'DELETE', `/v1/replays/${id}`);
    return ended;
  }

  /** Sends a request that may be repeated, until it is answered. */
  async call(method: string, path: string, body?: object): Promise<string> {
    for (;;) {
      const url = await this.server.address();
      const answer = await this.send(url, method, path, body && JSON.stringify(body)).catch(() => undefined);
      if (answer && answer.status < 300) return answer.text;
      this.noteFailure(path, answer);
      await pause(20);
    }
  }

  private async register(claim: string): Promise<void> {
    const text = `The claim ${claim}.`;
    await this.call('PUT', `/v1/claims/${claim}`, { text, language: 'en', kind: 'factual', about: ['nato'] });
  }

  private async record(request: RecordingRequest): Promise<void> {
    const units = request.units.map((unit): SentUnit => ({ ...unit, isAcknowledged: false }));
    this.sent.push(...units);
    const key = randomUUID();
    // Some callers never find out what became of their request.
    const givesUp = this.random.chance(0.3);
    for (;;) {
      const url = await this.server.address();
      const { path, body, type } = request;
      this.server.requestSent();
      const answer = await this.send(url, 'POST', path, body, { 'content-type': type, 'idempotency-key': key }).catch(
        () => undefined,
      );
      if (answer && isRecorded(answer, units)) {
        for (const unit of units) unit.isAcknowledged = true;
        if (path !== '/v1/import') Object.assign(units[0] as SentUnit, positionIn(answer));
        return;
      }
      this.noteFailure(path, answer);
      if (givesUp) return;
      await pause(20);
    }
  }

  private noteFailure(path: string, answer: Answer | undefined): void {
    this.unanswered += 1;
    if (!answer || answer.status === 503 || answer.status === 200) return;
    throw new Error(`${path}: ${answer.status} ${answer.text}`);
  }

  private async send(url: string, method: string, path: string, body?: string, more: object = {}): Promise<Answer> {
    const authorization = `Bearer ${readFileSync(join(this.server.folder, 'admin.key'), 'utf8').trim()}`;
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(url + path, {
      method,
      headers: { authorization, ...type, ...more },
      ...(body !== undefined && { body }),
    });
    return { status: answer.status, text: await answer.text() };
  }
}

/** The last line of an import says so: without it, or if it is incomplete, nothing is known of the others. */
function isRecorded({ status, text }: Answer, units: readonly Unit[]): boolean {
  if (status !== 200) return status === 201;
  const { summary } = JSON.parse(text.trim().split('\n').at(-1) ?? '') as {
    readonly summary?: { readonly recorded: number; readonly unchanged: number };
  };
  // A repeated request of another kind gets its first answer.
  return summary === undefined || summary.recorded + summary.unchanged === units.length;
}

const positionIn = ({ text }: Answer) => ({ position: (JSON.parse(text) as { readonly position: string }).position });
