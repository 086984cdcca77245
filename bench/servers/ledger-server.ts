import { existsSync, readFileSync } from 'node:fs';
import { adminKeyFile, configFrom } from '../../src/config.js';
import { CLI } from '../paths.js';
import { Program } from './program.js';

/** A ledger as it is installed, in a process of its own, on any free port of this machine. */
export class LedgerServer {
  private constructor(
    readonly url: string,
    readonly key: string,
    private readonly program: Program,
  ) {}

  /**
   * Resolves once it listens.
   *
   * @param key of the admin, if another instance of the same log made it
   */
  static async start(folder: string, key?: string): Promise<LedgerServer> {
    const env = {
      CLAIM_LEDGER_DATA: folder,
      CLAIM_LEDGER_PORT: '0',
      CLAIM_LEDGER_RATE_PER_MINUTE: '0',
      // A line for each request would measure the log's reader; the yardsticks write none either.
      CLAIM_LEDGER_LOG_LEVEL: 'error',
    };
    const program = await Program.start(CLI, ['serve'], env, (line) => line.includes(' listens on '));
    const [, url = ''] = /listens on (\S+?),? /.exec(program.firstLine) ?? [];
    const keyFile = adminKeyFile(configFrom(env).dataFolder);
    if (key === undefined && !existsSync(keyFile)) {
      await program.stop();
      throw new Error('The event store holds a ledger of an earlier run, whose key is not here: give an empty one.');
    }
    return new LedgerServer(url, key ?? readFileSync(keyFile, 'utf8').trim(), program);
  }

  get headers(): Readonly<Record<string, string>> {
    return { Authorization: `Bearer ${this.key}`, 'Content-Type': 'application/json' };
  }

  /** Resolves once its read model has all that the log holds. */
  async ready(): Promise<void> {
    while (!(await fetch(`${this.url}/readyz`)).ok) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  async get<Answer>(path: string): Promise<Answer> {
    const answer = await fetch(this.url + path);
    if (!answer.ok) throw new Error(`GET ${path}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
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
    const answer = await fetch(this.url + path, { method, headers: this.headers, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${text}`);
  }
}
