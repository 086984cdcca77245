import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../bench/workloads/random.js';

const READS = [
  '/',
  '/v1/claims',
  '/v1/claims/talks',
  '/v1/claims/talks/history',
  '/v1/claims?without=actor:nato',
  '/v1/entries?limit=200',
  '/v1/status',
  '/v1/rings',
  '/v1/reliances',
  '/v1/export',
  '/claims/talks',
  '/metrics',
];
const FEEDS = ['/v1/events', '/v1/changes'];

/** What a caller sends over a socket of its own, whole or not. */
const PIECES = [
  'GET / HTTP/1.1\r\nhost: ',
  'GET /v1/claims HTTP/1.1\r\nhost: localhost\r\n\r\n',
  'GET /v1/export HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(8),
  'POST /v1/claims/talks/entries HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{"type"',
  'POST /v1/import HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n7\r\n{"type"\r\n',
];

type Action = (url: string, signal: AbortSignal) => Promise<unknown>;

/**
 * Clients of one server that do whatever clients do, each one thing after the other, and leave at random moments. They
 * expect no answer: the server may end at any time.
 */
export class RandomCallers {
  /** How many requests were answered. */
  answered = 0;
  private isStopping = false;
  private made = 0;
  private readonly sockets = new Set<Socket>();
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly random: Random,
  ) {}

  start(url: string, callers: number): void {
    this.isStopping = false;
    this.running = Promise.all(Array.from({ length: callers }, () => this.call(url)));
  }

  /** To be called after the end of the server. */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const socket of this.sockets) socket.destroy();
    await this.running;
  }

  private async call(url: string): Promise<void> {
    while (!this.isStopping) {
      const leaving = new AbortController();
      const action = this.action()(url, leaving.signal).then(
        () => (this.answered += 1),
        () => undefined,
      );
      const isPatient = this.random.chance(0.5);
      if (!isPatient) await Promise.race([action, pause(this.random.next() ** 2 * 600)]);
      if (!isPatient) leaving.abort();
      await action;
      await pause(this.random.next() * 10);
    }
  }

  private action(): Action {
    return this.random.pickWeighted<Action>([
      [6, (url, signal) => this.send(url, 'GET', this.random.pick(READS), { signal })],
      [6, (url, signal) => this.send(url, 'POST', '/v1/claims/talks/entries', { signal, body: this.entry() })],
      [
        1,
        (url, signal) => this.send(url, 'POST', '/v1/claims/talks/entries?dryRun=true', { signal, body: this.entry() }),
      ],
      [2, (url, signal) => this.import(url, this.random.pick(['', '?dryRun=true', '?allOrNothing=true']), signal)],
      [2, (url, signal) => this.replay(url, signal)],
      [2, (url, signal) => this.send(url, 'GET', this.random.pick(FEEDS), { signal, accept: 'text/event-stream' })],
      [3, (url) => this.sendPieces(Number(new URL(url).port))],
    ]);
  }

  private entry(claim?: string): string {
    const quote = { text: `Words ${(this.made += 1)}` };
    return JSON.stringify({ type: 'ClaimDenied', by: ['nato'], basis: 'none-given', quote, ...(claim && { claim }) });
  }

  private async import(url: string, query: string, signal: AbortSignal): Promise<void> {
    const [lines, msPerLine] = [this.random.between(1, 40), this.random.next() * 20];
    const body = async function* (this: RandomCallers): AsyncGenerator<Uint8Array> {
      for (let line = 0; line < lines; line += 1) {
        yield Buffer.from(`${this.entry('talks')}\n`);
        await pause(msPerLine, undefined, { signal });
      }
    };
    const type = 'application/x-ndjson';
    await this.send(url, 'POST', `/v1/import${query}`, {
      signal,
      body: Readable.toWeb(Readable.from(body.call(this))) as ReadableStream,
      type,
    });
  }

  private async replay(url: string, signal: AbortSignal): Promise<void> {
    const body = JSON.stringify({ temporary: true, scenario: { without: ['actor:nato'] } });
    const { id } = JSON.parse(await this.send(url, 'POST', '/v1/replays', { signal, body })) as {
      readonly id?: string;
    };
    await this.send(url, 'GET', `/v1/replays/${id ?? ''}?wait=60`, { signal });
    await this.send(url, 'DELETE', `/v1/replays/${id ?? ''}`, { signal });
  }

  private async send(
    url: string,
    method: string,
    path: string,
    { signal, body, type = 'application/json', accept = '*/*' }: SendOptions,
  ): Promise<string> {
    const authorization = `Bearer ${readFileSync(join(this.folder, 'admin.key'), 'utf8').trim()}`;
    const answer = await fetch(url + path, {
      method,
      signal,
      headers: { authorization, accept, ...(body !== undefined && { 'content-type': type }) },
      ...(body !== undefined && { body, duplex: 'half' }),
    });
    return answer.text();
  }

  /** Leaves in one of three ways after a while, or stays until the server ends the connection. */
  private async sendPieces(port: number): Promise<void> {
    const socket = connect(port, '127.0.0.1');
    this.sockets.add(socket);
    const closed = new Promise<void>((resolve) =>
      socket.once('close', () => {
        resolve();
      }),
    );
    socket.on('error', () => undefined);
    socket.write(this.random.pick(PIECES));
    if (this.random.chance(0.5)) socket.resume();
    await Promise.race([pause(this.random.next() ** 2 * 500), closed]);
    const leave = this.random.pick(['end', 'destroy', 'resetAndDestroy', 'stay'] as const);
    if (leave !== 'stay') socket[leave]();
    if (leave === 'end' || leave === 'stay') return;
    await closed;
    this.sockets.delete(socket);
  }
}

interface SendOptions {
  readonly signal: AbortSignal;
  readonly body?: string | ReadableStream;
  readonly type?: string;
  readonly accept?: string;
}
