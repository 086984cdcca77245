import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SqliteEventLog } from '../../../src/event-log/sqlite/sqlite-event-log.js';
import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import { collect } from '../contract/support.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

interface Acknowledged {
  readonly stream: string;
  readonly revision: number;
  readonly ids: readonly string[];
  readonly position: string;
}

/** Runs a process that appends, and kills it after `count` acknowledged appends. */
async function appendAndKill(path: string, count: number): Promise<Acknowledged[]> {
  const writer = spawn(process.execPath, [join(import.meta.dirname, 'fixtures/append-until-killed.mjs'), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(writer, 'exit');
  const acknowledged: Acknowledged[] = [];
  for await (const line of createInterface(writer.stdout)) {
    acknowledged.push(JSON.parse(line) as Acknowledged);
    if (acknowledged.length === count) writer.kill('SIGKILL');
  }
  expect(await exited).toEqual([null, 'SIGKILL']);
  return acknowledged;
}

describe('SqliteEventLog in a process killed under load', () => {
  it.each([50, 1_500, 4_000])(
    'keeps every acknowledged append after %i of them, and no partial ones',
    async (count) => {
      const folder = temporaryFolder();
      const path = join(folder.path, 'log.sqlite');
      const acknowledged = await appendAndKill(path, count);
      expect(acknowledged.length).toBeGreaterThanOrEqual(count);

      const log = SqliteEventLog.open(path);
      const streams = new Map<string, RecordedEvent[]>();
      for (const event of await collect(log.readAll())) {
        streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
      }
      for (const { stream, revision, ids, position } of acknowledged) {
        const events = streams.get(stream) ?? [];
        expect([events[revision + 1]?.id, events[revision + 2]?.id]).toEqual(ids);
        expect(events[revision + 2]?.position).toBe(position);
      }
      for (const events of streams.values()) {
        expect(events.map(({ revision }) => revision)).toEqual(events.map((_, index) => index));
        expect(events.length % 2).toBe(0);
      }
      expect(await log.append('claim-0', 'any', [])).toMatchObject({
        revision: (streams.get('claim-0')?.length ?? 0) - 1,
      });
      await log.close();
      folder.remove();
    },
  );
});

describe('SqliteEventLog on a full disk', () => {
  it('keeps acknowledged appends, and continues when there is space', async () => {
    const folder = temporaryFolder();
    const path = join(folder.path, 'log.sqlite');
    const fixture = join(import.meta.dirname, 'fixtures/append-until-disk-full.mjs');
    // Limits the file size, in blocks of 512 or 1,024 bytes, and ignores the signal, so that writes beyond it fail.
    const script = `trap '' XFSZ; ulimit -f 600; exec "$0" "$@"`;
    const output = execFileSync('sh', ['-c', script, process.execPath, fixture, path], { encoding: 'utf8' });
    const { acknowledged, refused, afterwards } = JSON.parse(output) as Record<string, unknown>;
    expect(refused).toMatch(/^(UnknownOutcomeError|LogUnavailableError)$/);
    expect(acknowledged).toBeGreaterThan(0);
    expect(afterwards).toBe(acknowledged);

    const log = SqliteEventLog.open(path);
    const revisions = (await collect(log.readStream('claim-1'))).map(({ revision }) => revision);
    expect(revisions).toEqual(Array.from({ length: Number(acknowledged) + 1 }, (_, revision) => revision));
    await log.close();
    folder.remove();
  });
});
