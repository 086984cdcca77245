import type { EventLog } from '../event-log/event-log.js';
import type { ProjectionFactory } from '../read-model/projection-handle.js';
import type { Projection } from './projection.js';
import { ProjectionRunner, type RunnerOptions } from './projection-runner.js';
import { ReadModelWriter } from './read-model-writer.js';

/** Starts projections that run in this thread, in turns between those of requests. */
export const sameThreadProjections = (
  log: EventLog,
  projection: Projection,
  options: RunnerOptions = {},
): ProjectionFactory => ({
  createEmpty(file) {
    const writer = ReadModelWriter.open(file, projection);
    writer.checkpoints.complete();
    writer.close();
  },
  async follow(file) {
    const runner = new ProjectionRunner(log, ReadModelWriter.open(file, projection), options);
    try {
      await runner.start();
      return runner;
    } catch (error) {
      await runner.stop();
      throw error;
    }
  },
});
