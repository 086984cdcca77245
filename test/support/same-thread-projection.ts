import type { EventLog } from '../../src/event-log/event-log.js';
import type { Projection } from '../../src/projections/projection.js';
import { ProjectionRunner, type RunnerOptions } from '../../src/projections/projection-runner.js';
import { ReadModelWriter } from '../../src/projections/read-model-writer.js';
import type { ParkedStream } from '../../src/read-model/checkpoints.js';
import { PositionWaiters } from '../../src/read-model/position-waiters.js';
import type { ProjectionHandle } from '../../src/read-model/projection-handle.js';

/** A projection of a test's own, which runs in the thread of the test. */
export class SameThreadProjection extends ProjectionRunner implements ProjectionHandle {
  private readonly waiters = new PositionWaiters();

  constructor(
    log: EventLog,
    private readonly writer: ReadModelWriter,
    options: RunnerOptions = {},
  ) {
    super(log, writer, options);
    this.onChange(() => {
      this.waiters.reached(this.place?.position);
    });
  }

  static async follow(log: EventLog, projection: Projection, file: string): Promise<SameThreadProjection> {
    const runner = new SameThreadProjection(log, ReadModelWriter.open(file, projection));
    await runner.start();
    return runner;
  }

  get position(): string | undefined {
    return this.place?.position;
  }

  get parked(): readonly ParkedStream[] {
    return this.writer.checkpoints.parked();
  }

  waitFor(position: string, limitMs: number): Promise<boolean> {
    return this.waiters.wait(position, limitMs, this.position);
  }

  override async stop(): Promise<void> {
    await super.stop();
    this.waiters.cancelAll();
  }
}
