import { readdirSync } from 'node:fs';
import { TemporarilyUnavailableError } from '../../src/http/errors.js';
import type { CurrentReadModel } from '../../src/read-model/current-read-model.js';
import { type ReplayRun, ReplayRunner } from '../../src/replay/replay-run.js';
import { Replays } from '../../src/replay/replays.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** Runs that never finish. */
class EndlessRuns extends ReplayRunner {
  running = 0;

  run(): ReplayRun {
    this.running += 1;
    return {
      finished: new Promise<never>(() => undefined),
      stop: () => {
        this.running -= 1;
        return Promise.resolve();
      },
    };
  }
}

const current = {
  requireActive: () => undefined,
  withFile: <Result>(run: (file: string) => Promise<Result>) => run('read-model.sqlite'),
} as unknown as CurrentReadModel;
const asked = {
  scenario: { asOf: '2026-01-01T00:00:00.000Z', policy: 'standard/1', without: [], only: [] },
  temporary: false,
  createdBy: 'admin',
};

it('runs no replay once the server stops, also if a request for one is still under way', async () => {
  const folder = temporaryFolder();
  const runs = new EndlessRuns();
  const replays = new Replays(folder.path, current, runs);
  const turn = (): Promise<void> => new Promise(setImmediate);
  replays.begin(asked);
  await turn();
  expect(runs.running).toBe(1);
  await replays.onModuleDestroy();
  expect(() => replays.begin(asked)).toThrow(TemporarilyUnavailableError);
  await turn();
  expect([runs.running, readdirSync(folder.path)]).toEqual([0, []]);
  folder.remove();
});
