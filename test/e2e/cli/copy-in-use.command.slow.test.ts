import { eventsIn, eventStore, idsIn, newDataFolder, stopEventStores } from '../../support/copied-ledger.js';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanUp, run, serve } from '../../support/run-cli.js';
import { toNdjson, createSampleLedger } from '../../support/sample-ledger.js';

afterAll(() => {
  stopEventStores();
  cleanUp();
});

test('copy: moves a ledger in use to an event store and back', async () => {
  const [folder, moved, back] = [await createSampleLedger(), await newDataFolder(), await newDataFolder()];
  const { server, url, name } = await eventStore();
  const served = await serve(folder);
  const first = await run(['copy', '--from', folder, '--to', url]);
  expect(first).toMatchObject({ code: 0 });
  expect(first.stdout).toMatch(
    new RegExp(
      `^Copied 19 events from ${folder} to ${name}\\.\n` +
        'Both hold the same 19 events in the same order; the last one is at position 0{18}19 of the source and \\d{20} of the copy\\.\n' +
        'sha256 [0-9a-f]{64}\n$',
    ),
  );
  const more = join(folder, 'more.ndjson');
  await writeFile(
    more,
    toNdjson([{ type: 'ClaimDenied', claim: 'ceding', id: 'no', by: ['nato'], basis: 'none-given' }]),
  );
  expect((await run(['--data', folder, 'import', more])).stdout).toContain('1 recorded');
  await served.stop();

  const second = await run(['copy', '--from', folder, '--to', url, '--json']);
  expect(second).toMatchObject({ code: 0 });
  const { events, before, digest } = JSON.parse(second.stdout) as Record<string, unknown>;
  expect([events, before]).toEqual([(await eventsIn(folder)).length, 19]);

  await mkdir(moved);
  await copyFile(join(folder, 'admin.key'), join(moved, 'admin.key'));
  const env = { CLAIM_LEDGER_LOG: url };
  for (const args of [
    ['show', 'ceding', '--recorded'],
    ['list', '--json'],
  ]) {
    const there = await run(['--data', moved, ...args], env);
    expect(there).toEqual(await run(['--data', folder, ...args]));
    expect(there.code).toBe(0);
  }

  const third = await run(['copy', '--json'], { CLAIM_LEDGER_COPY_FROM: url, CLAIM_LEDGER_COPY_TO: back });
  expect(third).toMatchObject({ code: 0 });
  expect(JSON.parse(third.stdout)).toMatchObject({ events, before: 0, digest });
  expect(await eventsIn(back)).toEqual(await eventsIn(folder));
  expect(idsIn(server)).toEqual((await eventsIn(folder)).map(({ id }) => id));
});
