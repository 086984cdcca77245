import { TemporarilyUnavailableError } from '../../src/http/errors.js';
import type { AnalysisTask } from '../../src/reliance/analysis-run.js';
import { AnalysisThreads } from '../../src/threads/analysis-thread.js';
import { StartedThreads } from '../support/started-threads.js';

it('starts no thread once the server has stopped, also for a request that is still under way', async () => {
  const started = new StartedThreads();
  const threads = new AnalysisThreads();
  await threads.stop();
  const late = threads.run({} as AnalysisTask, new AbortController().signal);
  await expect(late).rejects.toThrow(TemporarilyUnavailableError);
  expect(started.all).toEqual([]);
  started.stop();
});
