import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../../../bench/workloads/random.js';
import { FolderLock } from '../../../src/event-log/data-folder-lock.js';
import { FakeServer } from '../../event-log/eventstoredb/fake/fake-server.js';
import { RandomCallers } from '../../support/random-callers.js';
import { cleanUp, newFolder, run, type RunningServer, serveWith } from '../../support/run-cli.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';

/** `STOPS=300 SEED=2 npm run jest -- test/e2e/faults/stopped-at-random` stops more often, at other moments. */
const stops = Number(process.env['STOPS'] ?? 12);
const seed = Number(process.env['SEED'] ?? 1);
/** What may be under way has 5 seconds; the rest is for a machine that is busy. The shortest timer that was forgotten had 30. */
const LIMIT_MS = 25_000;
/** What the units for systemd and Docker give it. */
const SUPERVISOR_MS = 30_000;
const CALLERS = 6;
const SETTINGS = {
  CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
  CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
  CLAIM_LEDGER_RATE_PER_MINUTE: '0',
  CLAIM_LEDGER_LOG_LEVEL: 'error',
};

interface Stop {
  readonly code: number | null;
  readonly ms: number;
  readonly errors: string;
  readonly left: readonly string[];
}

const stores = ['file', 'file', 'event-store'] as const;

describe('a server that is stopped at a random moment under load', () => {
  const receivers: WebhookReceiver[] = [];
  const eventStores: FakeServer[] = [];
  afterAll(async () => {
    cleanUp();
    for (const receiver of receivers) await receiver.stop();
    for (const store of eventStores) store.stop();
  });

  it(
    `ends with 0 within ${LIMIT_MS} ms, and leaves nothing behind, ${stops} times`,
    async () => {
      const share = Math.ceil(stops / stores.length);
      const all = await Promise.all(
        stores.map((store, n) => stopAgainAndAgain(store, share, new Random(seed * 100 + n))),
      );
      const made = all.flatMap(({ stopped }) => stopped);
      expect(made.filter(({ code, ms, left }) => code !== 0 || ms >= LIMIT_MS || left.length > 0)).toEqual([]);
      expect(made.filter(({ errors }) => /Unhandled|Uncaught|defect/i.test(errors))).toEqual([]);
      // Otherwise nothing was tested.
      expect(all.every(({ answered }) => answered > share)).toBe(true);
      process.stdout.write(
        `${figures(made.map(({ ms }) => ms))}, ${all.map(({ answered }) => answered).join(' and ')} answers\n`,
      );
    },
    120_000 + stops * 10_000,
  );

  async function stopAgainAndAgain(store: (typeof stores)[number], times: number, random: Random) {
    const folder = await newFolder();
    const receiver = await WebhookReceiver.start();
    receivers.push(receiver);
    let slowness = 0;
    receiver.answer = async () => {
      await pause(random.next() * slowness, undefined, { ref: false });
      return random.chance(0.1) ? 'drop' : { status: random.chance(0.9) ? 204 : 503 };
    };
    const env: Record<string, string> = { ...SETTINGS };
    if (store === 'event-store') {
      const fake = await FakeServer.start();
      eventStores.push(fake);
      env['CLAIM_LEDGER_LOG'] = fake.url;
    }
    const callers = new RandomCallers(folder, random);
    const stopped: Stop[] = [];
    for (let stop = 0; stop < times; stop += 1) {
      const server = await serveWith(env, folder);
      if (stop === 0) await prepare(server, folder, receiver.url);
      // Now and then a receiver takes longer than the server waits.
      slowness = random.pick([0, 100, 1_000, 60_000]);
      const before = callers.answered;
      callers.start(server.url, CALLERS);
      while (callers.answered === before) await pause(5);
      await pause(random.next() ** 2 * 2_000);
      stopped.push(await timedStop(server, folder));
      await callers.stop();
    }
    return { stopped, answered: callers.answered };
  }
});

it('ends before its supervisor loses patience if the event store has fallen silent', async () => {
  const store = await FakeServer.start();
  const folder = await newFolder();
  const server = await serveWith({ ...SETTINGS, CLAIM_LEDGER_LOG: store.url }, folder);
  let silenced = 0;
  store.faults.append = () => 'silence';
  store.faults.read = () => {
    silenced += 1;
    return { after: 0, with: 'silence' };
  };
  // The log is probed every second.
  while (silenced < 3) await pause(20);
  const { code, ms, left } = await timedStop(server, folder);
  store.stop();
  expect([code, left]).toEqual([0, []]);
  expect(ms).toBeLessThan(SUPERVISOR_MS - 10_000);
});

it('ends as soon as its work is done, if several commands use one folder without a server', async () => {
  const folder = await newFolder();
  const data = ['--data', folder];
  expect((await run([...data, 'register', 'actor', 'NATO', '--kind', 'organization'])).code).toBe(0);
  const times: number[] = [];
  for (let round = 0; round < Math.ceil(stops / 10); round += 1) {
    const commands = [['list'], ['list'], ['status'], ['counts'], ['export']];
    const ended = await Promise.all(
      commands.map(async (command) => {
        const began = performance.now();
        const { code, stderr } = await run([...data, ...command]);
        times.push(performance.now() - began);
        return { command, code, stderr };
      }),
    );
    expect(ended.filter(({ code }) => code !== 0)).toEqual([]);
  }
  expect(times.filter((ms) => ms >= LIMIT_MS)).toEqual([]);
  process.stdout.write(`${figures(times)}\n`);
});

async function prepare(server: RunningServer, folder: string, receiver: string): Promise<void> {
  const put = (path: string, body: object) => call(server, folder, 'PUT', path, body);
  await put('/v1/actors/nato', { kind: 'organization', name: 'NATO' });
  await put('/v1/claims/talks', { text: 'The claim talks.', language: 'en', kind: 'factual', about: ['nato'] });
  await call(server, folder, 'POST', '/v1/webhooks', { url: receiver });
  const template = { format: 'template', template: '{ "text": headline }', handshake: 'none' };
  await call(server, folder, 'POST', '/v1/webhooks', { url: receiver, ...template });
}

async function call({ url }: RunningServer, folder: string, method: string, path: string, body: object): Promise<void> {
  const authorization = `Bearer ${readFileSync(join(folder, 'admin.key'), 'utf8').trim()}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const answer = await fetch(url + path, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
}

async function timedStop(server: RunningServer, folder: string): Promise<Stop> {
  const children = childrenOf(FolderLock.holder(folder)?.pid ?? 0);
  const began = performance.now();
  const code = await server.stop('SIGTERM');
  const ms = Math.round(performance.now() - began);
  while (children.some(isRunning) && performance.now() - began < LIMIT_MS) await pause(10);
  const left = [
    ...readdirSync(folder).filter((name) => /^log.*-(wal|shm)$|^owner\.json$/.test(name)),
    ...children.filter(isRunning).map((pid) => `process ${pid}`),
  ];
  return { code, ms, errors: server.errors(), left };
}

/** Where the system lists them: each of its threads may have started some. */
function childrenOf(pid: number): readonly string[] {
  const threads = existsSync(`/proc/${pid}/task`) ? readdirSync(`/proc/${pid}/task`) : [];
  const files = threads.map((thread) => `/proc/${pid}/task/${thread}/children`).filter(existsSync);
  return files.flatMap((file) => readFileSync(file, 'utf8').split(' ').filter(Boolean));
}

const isRunning = (pid: string): boolean =>
  existsSync(`/proc/${pid}/status`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));

function figures(milliseconds: readonly number[]): string {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const [least, middle, tenth, most] = [0, 0.5, 0.9, 1].map(
    (part) => sorted[Math.round(part * (sorted.length - 1))] ?? 0,
  );
  const seconds = (ms = 0): string => (ms / 1_000).toFixed(2);
  return `${sorted.length} ends: ${seconds(least)} s at least, half within ${seconds(middle)} s, nine tenths within ${seconds(tenth)} s, ${seconds(most)} s at most`;
}
