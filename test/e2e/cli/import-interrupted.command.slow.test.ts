import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { SqliteEventLog } from '../../../src/event-log/sqlite/sqlite-event-log.js';
import { cleanUp, waitForExit, run, serve, start, newFolder } from '../../support/run-cli.js';

afterAll(cleanUp);

const LINES = 8_000;

test('completes an all-or-nothing import by the same command after the server was killed', async () => {
  const data = await newFolder();
  const file = join(data, 'many.ndjson');
  const lines = Array.from({ length: LINES }, (_, n) =>
    JSON.stringify({ type: 'ActorRegistered', actor: `a-${n}`, kind: 'outlet', name: `A ${n}` }),
  );
  await writeFile(file, lines.join('\n'));
  const server = await serve(data);
  const log = SqliteEventLog.openReadOnly(join(data, 'log.sqlite'));
  const child = start(['--data', data, 'import', '--all-or-nothing', file]);
  while ((await actorsIn(log)) === 0) await nextTurn();
  await server.stop('SIGKILL');
  const interrupted = await waitForExit(child);
  expect(interrupted.code).toBe(3);
  expect(interrupted.stderr).not.toContain('--from-line');
  const recorded = await actorsIn(log);
  expect(recorded).toBeGreaterThan(0);
  expect(recorded).toBeLessThan(LINES);

  expect(await run(['--data', data, 'import', '--all-or-nothing', file])).toMatchObject({
    code: 0,
    stdout: `${file}: ${LINES} lines: ${LINES - recorded} recorded, ${recorded} unchanged, 0 refused\n`,
  });
  expect(await actorsIn(log)).toBe(LINES);
  await log.close();
});

test('deletes at the next start what a dry run left behind when the server was killed', async () => {
  const data = await newFolder();
  const server = await serve(data);
  const child = start(['--data', data, 'import', '--dry-run', '-']);
  child.stdin.write('{"type":"ActorRegistered","actor":"tass","kind":"outlet","name":"TASS"}\n');
  const previews = () => readdirSync(data).filter((name) => name.startsWith('state-preview-'));
  while (previews().length === 0) await nextTurn();
  await server.stop('SIGKILL');
  expect((await waitForExit(child)).code).toBe(3);
  expect(previews()).toHaveLength(1);
  await run(['--data', data, 'list']);
  expect(previews()).toEqual([]);
});

async function actorsIn(log: SqliteEventLog): Promise<number> {
  let actors = 0;
  for await (const { type } of log.readAll()) if (type === 'ActorRegistered') actors += 1;
  return actors;
}

test('resumes from a line or from the beginning after the server was killed', async () => {
  const data = await newFolder();
  const file = join(data, 'many.ndjson');
  const lines = Array.from({ length: 30_000 }, (_, number) =>
    JSON.stringify({ type: 'ActorRegistered', actor: `a-${number}`, kind: 'outlet', name: 'A' }),
  );
  await writeFile(file, lines.join('\n'));
  const server = await serve(data);
  const child = start(['--data', data, '--json', 'import', file]);
  await once(child.stdout, 'data');
  await server.stop('SIGKILL');
  const broken = await waitForExit(child);
  expect(broken.code).toBe(3);
  expect(broken.stderr).toMatch(/ the import was interrupted\. /);

  const fromLine = Number(/--from-line (\d+)/.exec(broken.stderr)?.[1]);
  const rest = await run(['--data', data, 'import', '--from-line', String(fromLine), file]);
  expect(rest.stdout).toMatch(/: 30000 lines: \d+ recorded, \d+ unchanged, 0 refused\n$/);
  const again = await run(['--data', data, 'import', file]);
  expect(again.stdout).toBe(`${file}: 30000 lines: 0 recorded, 30000 unchanged, 0 refused\n`);
});
