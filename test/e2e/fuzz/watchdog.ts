import { Worker } from 'node:worker_threads';

/** No request keeps the server from everything else for so long, unless it never ends. */
const BLOCKED_MS = 60_000;
const MAX_TEXT = 10_000;

/**
 * Ends the process if one request keeps it busy without an end, as a loop or a slow pattern does, and prints the request: no
 * timer of the blocked thread could.
 */
export class Watchdog {
  private readonly shared = new SharedArrayBuffer(8 + MAX_TEXT);
  private readonly counters = new Int32Array(this.shared, 0, 2);
  private readonly text = Buffer.from(this.shared, 8);
  private readonly worker = new Worker(WATCH, { eval: true, workerData: this.shared });
  private readonly beat: NodeJS.Timeout;

  constructor() {
    this.worker.unref();
    this.beat = setInterval(() => Atomics.add(this.counters, 0, 1), BLOCKED_MS / 20).unref();
  }

  /** @param what describes the request that is sent next */
  sees(what: () => string): void {
    Atomics.add(this.counters, 0, 1);
    Atomics.store(this.counters, 1, this.text.write(what()));
  }

  /** After the response: what the test itself does may take longer on a busy machine. */
  rests(): void {
    Atomics.store(this.counters, 1, 0);
  }

  async stop(): Promise<void> {
    clearInterval(this.beat);
    await this.worker.terminate();
  }
}

const WATCH = `
  const { workerData } = require('node:worker_threads');
  const { writeSync } = require('node:fs');
  const counters = new Int32Array(workerData, 0, 2);
  for (;;) {
    const beat = Atomics.load(counters, 0);
    if (Atomics.wait(counters, 0, beat, ${BLOCKED_MS}) !== 'timed-out') continue;
    if (Atomics.load(counters, 0) !== beat) continue;
    const length = Atomics.load(counters, 1);
    if (length === 0) continue;
    const text = Buffer.from(workerData, 8, length);
    writeSync(2, 'This request blocks the server:\\n' + text.toString() + '\\n');
    process.kill(process.pid, 'SIGKILL');
  }
`;
