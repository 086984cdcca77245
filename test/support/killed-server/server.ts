import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../../bench/workloads/random.js';
import { type RunningServer, serveWith, start } from '../run-cli.js';

/** A server that is killed and started again. Its callers wait for its address. */
export class KilledServer {
  /** How many processes ended by the signal, while they started or served. */
  killed = 0;
  /** A moment after the last kill, at which nothing ran: an ISO instant. */
  lastStopped: string | undefined;
  private server: RunningServer | undefined;
  private onRequest: (() => void) | undefined;
  private waiting: ((url: string) => void)[] = [];

  constructor(
    readonly folder: string,
    private readonly settings: Readonly<Record<string, string>>,
    private readonly random: Random,
  ) {}

  /** Resolves to its address once it listens. */
  address(): Promise<string> {
    const { server } = this;
    return server ? Promise.resolve(server.url) : new Promise((resolve) => this.waiting.push(resolve));
  }

  async start(): Promise<void> {
    const server = await serveWith({ CLAIM_LEDGER_LOG_LEVEL: 'warn', ...this.settings }, this.folder);
    this.server = server;
    for (const resolve of this.waiting.splice(0)) resolve(server.url);
  }

  /** To be called when a request is sent: a kill may wait for one, to hit what it does. */
  requestSent(): void {
    this.onRequest?.();
    this.onRequest = undefined;
  }

  /** Kills it within milliseconds of a request, after a random time; then, now and then, another one while it starts. */
  async kill(): Promise<void> {
    // The progress of webhooks is recorded every ten seconds.
    await pause(this.killed % 7 === 3 ? 10_000 + this.random.next() * 2_000 : this.random.next() ** 2 * 2_000);
    await new Promise<void>((resolve) => {
      this.onRequest = resolve;
    });
    await pause(this.random.next() * 20);
    await this.stop('SIGKILL');
    if (this.random.chance(0.2)) await this.killWhileStarting();
  }

  /** Returns its exit code. */
  async stop(signal: NodeJS.Signals): Promise<number | null | undefined> {
    const { server } = this;
    this.server = undefined;
    const code = await server?.stop(signal);
    if (code === null) this.killed += 1;
    this.lastStopped = new Date().toISOString();
    return code;
  }

  private async killWhileStarting(): Promise<void> {
    const child = start(['--data', this.folder, 'serve', '--port', '0'], this.settings);
    const exited = once(child, 'exit');
    child.stdout.resume();
    child.stderr.resume();
    await pause(this.random.next() * 1_500);
    child.kill('SIGKILL');
    await exited;
    if (child.signalCode === 'SIGKILL') this.killed += 1;
  }
}
