import { copyFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { adminKeyFile, configFrom } from '../../../src/config.js';
import type { EventLog } from '../../../src/event-log/event-log.js';
import { openLogToRead } from '../../../src/ledger/open-event-log.js';
import { type RunningLedger, startLedger } from '../../../src/app/start-server.js';
import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

/** Set by jest's project `event-store` (jest.config.js): the log of every ledger is in a fake of EventStoreDB. */
export const IN_EVENT_STORE = process.env.CLAIM_LEDGER_TEST_STORE === 'event-store';

const SEEDS = join(import.meta.dirname, '..', '..', '..', 'seeds');

/** A running ledger with a temporary data folder, called over HTTP. */
export class TestLedger {
  private constructor(
    private readonly temporary: ReturnType<typeof temporaryFolder>,
    private running: RunningLedger,
    private settings: Settings,
    private readonly store?: FakeServer,
  ) {}

  static async start(settings: Settings = {}): Promise<TestLedger> {
    const folder = temporaryFolder();
    if (!IN_EVENT_STORE || settings.CLAIM_LEDGER_LOG !== undefined) {
      return new TestLedger(folder, await startServer(folder.path, settings), settings);
    }
    const store = await FakeServer.start();
    const all = { ...settings, CLAIM_LEDGER_LOG: store.url };
    return new TestLedger(folder, await startServer(folder.path, all), all, store);
  }

  /**
   * Starts another instance of a ledger in an event store, with its own folder and the same key, and waits until it is
   * ready.
   */
  static async startAnotherInstance(first: TestLedger): Promise<TestLedger> {
    const other = await TestLedger.start(first.settings);
    copyFileSync(adminKeyFile(first.folder), adminKeyFile(other.folder));
    await other.ready();
    return other;
  }

  get folder(): string {
    return this.temporary.path;
  }

  get url(): string {
    return this.running.url;
  }

  get key(): string {
    return readFileSync(adminKeyFile(this.folder), 'utf8').trim();
  }

  get app(): RunningLedger['app'] {
    return this.running.app;
  }

  get(path: string): request.Test {
    return request(this.url).get(path);
  }

  put(path: string, body: object): request.Test {
    return this.write('put', path).send(body);
  }

  post(path: string, body: object): request.Test {
    return this.write('post', path).send(body);
  }

  /** Starts a request with the admin's key. */
  write(method: 'get' | 'put' | 'post' | 'patch' | 'delete', path: string): request.Test {
    return request(this.url)[method](path).set('Authorization', `Bearer ${this.key}`);
  }

  /** Imports lines and returns the reports, without progress reports, which depend on time. */
  async import(lines: readonly (object | string)[], query = ''): Promise<Record<string, unknown>[]> {
    return (await this.importReports(lines, query)).filter((report) => !('progress' in report));
  }

  /** Imports lines and returns all reports. */
  async importReports(lines: readonly (object | string)[], query = ''): Promise<Record<string, unknown>[]> {
    const body = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    const request = this.write('post', `/v1/import${query}`).type('application/x-ndjson').send(body);
    const { body: text } = await asText(request).expect(200);
    return (text as string)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /**
   * Imports the seeds, file by file, and waits until they can be read.
   *
   * @param onFile is called with the name of each file when its events can be read
   */
  async importSeeds(onFile?: (file: string) => Promise<void>): Promise<void> {
    const files = readdirSync(SEEDS).filter((name) => name.endsWith('.ndjson'));
    for (const file of files.sort()) {
      await this.import(readFileSync(join(SEEDS, file), 'utf8').trim().split('\n'));
      if (!onFile) continue;
      await this.ready();
      await onFile(file);
    }
    await this.ready();
  }

  /** @param meanwhile runs while no process owns the folder */
  async restart(meanwhile: (folder: string) => void | Promise<void> = () => undefined): Promise<void> {
    await this.running.close();
    await meanwhile(this.folder);
    this.running = await startServer(this.folder, this.settings);
  }

  /** Restarts it with these settings in place of those of before, on the same log. */
  async restartWith(settings: Settings): Promise<void> {
    const { CLAIM_LEDGER_LOG: log } = this.settings;
    this.settings = { ...settings, ...(log !== undefined && { CLAIM_LEDGER_LOG: log }) };
    await this.restart();
  }

  /** Resolves when all recorded events can be read. */
  async ready(): Promise<void> {
    while ((await this.get('/readyz')).status !== 200) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  /** Opens the log for reading, whether or not the server runs. The caller closes it. */
  openLog(): Promise<EventLog> {
    return openLogToRead(configOf(this.folder, this.settings));
  }

  async stop(): Promise<void> {
    await this.running.close();
    this.store?.stop();
    this.temporary.remove();
  }
}

/** Environment variables. */
type Settings = Readonly<Record<string, string>>;

const configOf = (folder: string, settings: Settings) =>
  configFrom({
    CLAIM_LEDGER_DATA: folder,
    CLAIM_LEDGER_PORT: '0',
    CLAIM_LEDGER_LOG_LEVEL: process.env.CLAIM_LEDGER_LOG_LEVEL ?? 'silent',
    ...settings,
  });

const startServer = (folder: string, settings: Settings): Promise<RunningLedger> =>
  startLedger(configOf(folder, settings), { withoutLog: true, sendsWebhooks: true });

/** Deletes the read models of a folder that no process owns. */
export function deleteReadModels(folder: string): void {
  for (const file of readdirSync(folder)) if (file.startsWith('read-model-')) rmSync(join(folder, file));
}

/** Makes the response body its text, whatever its media type. */
export const asText = (test: request.Test): request.Test =>
  test.buffer(true).parse((response, done) => {
    let received = '';
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => (received += chunk));
    response.on('end', () => {
      done(null, received);
    });
  });

/** Records two outlets, an organization, a document and a claim about the organization. */
export async function recordSmallLedger(ledger: TestLedger): Promise<void> {
  await ledger.put('/v1/actors/tass', { kind: 'outlet', name: 'TASS' }).expect(201);
  await ledger.put('/v1/actors/la-repubblica', { kind: 'outlet', name: 'La Repubblica' }).expect(201);
  await ledger.put('/v1/actors/nato', { kind: 'organization', name: 'NATO', aliases: ['OTAN'] }).expect(201);
  await ledger.put('/v1/documents/tass-story', { publisher: 'tass', title: 'A story' }).expect(201);
  await ledger
    .put('/v1/claims/talks', {
      text: 'NATO discusses that Kyiv cede territory.',
      language: 'en',
      kind: 'factual',
      about: ['nato'],
      topics: ['ukraine'],
    })
    .expect(201);
}
