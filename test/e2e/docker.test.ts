import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { isConnectionString, parseConnectionString } from '../../src/event-log/eventstoredb/connection-string.js';
import { cleanUp, serve, newFolder } from '../support/run-cli.js';

interface Service {
  readonly image: string;
  readonly build?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  readonly ports?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly privileged?: boolean;
  readonly user?: string;
}
interface Compose {
  readonly services: Readonly<Record<'events' | 'ledger', Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly volumes: Readonly<Record<string, null>>;
}

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const compose = parse(read('docker-compose.yml'), { strict: true, uniqueKeys: true }) as Compose;
const { events, ledger } = compose.services;
/** The instructions of the Dockerfile with their arguments; continued lines are joined. */
const instructions = read('Dockerfile')
  .replace(/^#.*\n/gm, '')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .flatMap((line) => {
    const [, name, rest] = /^([A-Z]+) +(.*)$/.exec(line) ?? [];
    return name === undefined || rest === undefined ? [] : [{ name, rest }];
  });
const all = (name: string): string[] => instructions.flatMap((each) => (each.name === name ? [each.rest] : []));

afterAll(cleanUp);

describe('docker-compose.yml', () => {
  it('starts the ledger when the event store is healthy', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['events', 'ledger']);
    expect(ledger.depends_on).toEqual({ events: { condition: 'service_healthy' } });
    expect(events.healthcheck?.test.join(' ')).toContain(`:${events.environment['EVENTSTORE_NODE_PORT']}/health/live`);
  });

  it('connects the ledger to the event store in an internal network', () => {
    const log = ledger.environment['CLAIM_LEDGER_LOG'] ?? '';
    expect(isConnectionString(log)).toBe(true);
    const { hosts, credentials, options } = parseConnectionString(log);
    expect(hosts).toEqual([{ address: 'events', port: Number(events.environment['EVENTSTORE_NODE_PORT']) }]);
    expect([credentials, options.get('tls')]).toEqual([undefined, 'false']);
    expect(events.networks).toEqual(['log']);
    expect(ledger.networks).toContain('log');
    expect(compose.networks['log']).toEqual({ internal: true });
    expect(events.ports).toBeUndefined();
  });

  it('publishes the port of the image on this machine only', () => {
    const [port] = all('EXPOSE');
    expect(ledger.ports).toEqual([`127.0.0.1:${port}:${port}`]);
    expect(all('ENV').join(' ')).toContain(`CLAIM_LEDGER_PORT=${port}`);
    expect(all('ENV').join(' ')).toContain('CLAIM_LEDGER_HOST=0.0.0.0');
  });

  it('keeps data in volumes', () => {
    const mounted = [events, ledger].flatMap(({ volumes }) => volumes.map((volume) => volume.split(':')));
    expect(mounted.map(([name]) => name).sort()).toEqual(Object.keys(compose.volumes).sort());
    expect(mounted.map(([, path]) => path)).toEqual(expect.arrayContaining(['/var/lib/eventstore', ...all('VOLUME')]));
    expect(all('ENV').join(' ')).toContain(`CLAIM_LEDGER_DATA=${all('VOLUME')[0]}`);
  });

  it('contains no secrets', () => {
    const names = [events, ledger].flatMap(({ environment }) => Object.keys(environment));
    expect(names.filter((name) => /PASSWORD|SECRET|KEY|TOKEN/i.test(name))).toEqual([]);
    expect(read('docker-compose.yml') + read('Dockerfile')).not.toMatch(/:\/\/[^/\s]*@|changeit/);
  });

  it('pins the versions of the event store, the package and Node', () => {
    expect(events.image).toMatch(/^eventstore\/eventstore:\d+\.\d+\.\d+-[a-z-]+$/);
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(ledger.image).toBe(`claim-ledger:${version}`);
    const [build, runs] = all('FROM').map((from) => /^node:(\d+\.\d+\.\d+)-[a-z-]+(?: AS build)?$/.exec(from)?.[1]);
    expect(runs).toBe(build);
    expect(runs?.split('.')[0]).toBe(read('.nvmrc').trim());
  });
});

describe('Dockerfile', () => {
  it('runs the program as a user other than root', () => {
    const last = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
    const user = last.findIndex(({ name }) => name === 'USER');
    expect(last[user]?.rest).toBe('node');
    expect(last.slice(user).filter(({ name }) => ['RUN', 'COPY', 'USER'].includes(name))).toHaveLength(1);
    for (const service of [events, ledger]) {
      expect(service.user).toBeUndefined();
      expect(service.privileged).toBeUndefined();
    }
  });

  it('copies files that exist and that .dockerignore includes', () => {
    const admitted = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = all('COPY').flatMap((copy) => (copy.startsWith('--from') ? [] : copy.split(' ').slice(0, -1)));
    expect([...new Set(copied)].sort()).toEqual([...admitted].sort());
    for (const path of copied) expect(existsSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)))).toBe(true);
  });

  it('has a health check that passes only while the ledger is ready', async () => {
    const [, command = ''] = /CMD (\[.*\])$/.exec(all('HEALTHCHECK')[0] ?? '') ?? [];
    const [, ...args] = JSON.parse(command) as string[];
    const health = async (port: string): Promise<number> => {
      try {
        await promisify(execFile)(process.execPath, args, { env: { CLAIM_LEDGER_PORT: port } });
        return 0;
      } catch (error) {
        return (error as { code: number }).code;
      }
    };
    const server = await serve(await newFolder());
    const { port } = new URL(server.url);
    expect(await health(port)).toBe(0);
    await server.stop();
    expect(await health(port)).toBe(1);
  });
});
