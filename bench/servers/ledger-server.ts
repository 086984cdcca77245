import { existsSync, readFileSync } from 'node:fs';
import { adminKeyFile, configFrom } from '../../src/config.js';
import { CLI } from '../paths.js';
import { Program } from './program.js';

/** `perf_hooks` measures the time between two ticks of a timer of so many milliseconds; the rest is lag. */
const TICK_MS = 10;

export interface EventLoopLag {
  readonly p99: number;
  readonly max: number;
}

/** Returns the lag of a server's event loop since its metrics were last read, in milliseconds. */
export async function eventLoopLagAt(url: string): Promise<EventLoopLag> {
  const text = await metricsAt(url);
  const of = (name: string) => Math.max(0, metricIn(text, `nodejs_eventloop_lag_${name}_seconds`) * 1_000 - TICK_MS);
  return { p99: of('p99'), max: of('max') };
}

const metricsAt = async (url: string): Promise<string> => (await fetch(`${url}/metrics`)).text();
const metricAt = async (url: string, name: string): Promise<number> => metricIn(await metricsAt(url), name);

function metricIn(text: string, name: string): number {
  const [, value] = new RegExp(`^${name} (\\S+)$`, 'm').exec(text) ?? [];
  if (value === undefined) throw new Error(`/metrics has no ${name}.`);
  return Number(value);
}

/** The built ledger in a separate process, on any free port. */
export class LedgerServer {
  private constructor(
    readonly url: string,
    readonly key: string,
    private readonly program: Program,
  ) {}

  /**
   * Resolves once it listens.
   *
   * @param key the admin's key, if another instance of the same log created it
   * @param more of its environment
   */
  static async start(folder: string, key?: string, more: Readonly<Record<string, string>> = {}): Promise<LedgerServer> {
    const env = {
      CLAIM_LEDGER_DATA: folder,
      CLAIM_LEDGER_PORT: '0',
      CLAIM_LEDGER_RATE_PER_MINUTE: '0',
      // A line for each request would measure the reader of standard output; the yardsticks write none either.
      CLAIM_LEDGER_LOG_LEVEL: 'error',
      ...more,
    };
    const program = await Program.start(CLI, ['serve'], env, (line) => line.includes(' listens on '));
    const [, url = ''] = /listens on (\S+?),? /.exec(program.firstLine) ?? [];
    const keyFile = adminKeyFile(configFrom(env).dataFolder);
    if (key === undefined && !existsSync(keyFile)) {
      await program.stop();
      throw new Error('The event store holds the ledger of an earlier run, whose key is unknown: use an empty one.');
    }
    return new LedgerServer(url, key ?? readFileSync(keyFile, 'utf8').trim(), program);
  }

  /** Returns the memory that is resident now, in bytes. */
  async memory(): Promise<number> {
    return metricAt(this.url, 'process_resident_memory_bytes');
  }

  /** Returns the CPU time that all its threads have used, in seconds. */
  async cpuSeconds(): Promise<number> {
    return metricAt(this.url, 'process_cpu_seconds_total');
  }

  get headers(): Readonly<Record<string, string>> {
    return { Authorization: `Bearer ${this.key}`, 'Content-Type': 'application/json' };
  }

  /** Resolves once its read model is up to date with the log. */
  async ready(): Promise<void> {
    while (!(await fetch(`${this.url}/readyz`)).ok) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  async get<Body>(path: string): Promise<Body> {
    const response = await fetch(this.url + path);
    if (!response.ok) throw new Error(`GET ${path}: ${await response.text()}`);
    return (await response.json()) as Body;
  }

  post(path: string, body: object): Promise<void> {
    return this.write('POST', path, body);
  }

  put(path: string, body: object): Promise<void> {
    return this.write('PUT', path, body);
  }

  stop(): Promise<void> {
    return this.program.stop();
  }

  private async write(method: string, path: string, body: object): Promise<void> {
    const response = await fetch(this.url + path, { method, headers: this.headers, body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
  }
}
