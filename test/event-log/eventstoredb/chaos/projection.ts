import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { ReadModelWriter } from '../../../../src/projections/read-model-writer.js';
import { ProjectionRunner } from '../../../../src/projections/projection-runner.js';
import type { EventLog } from '../../../../src/event-log/event-log.js';
import { TallyProjection } from '../../../support/tally-projection.js';

/** The content of a read model's file at one moment. */
interface Snapshot {
  /** The number of handled events in the checkpoint. */
  readonly handled: number;
  readonly rows: number;
  readonly checkpoint: string | null;
  readonly last: string | null;
}

const SNAPSHOT = `SELECT coalesce((SELECT events FROM checkpoint), 0) AS handled, (SELECT position FROM checkpoint) AS checkpoint,
  (SELECT count(*) FROM tally) AS rows, (SELECT max(position) FROM tally) AS last`;

/**
 * Runs a projection into a read model's file again and again. Its disk is full now and then. Another connection
 * compares rows and checkpoint.
 */
export class ChaosProjection {
  /** The snapshots in which rows and checkpoint disagree. */
  readonly mismatches: Snapshot[] = [];
  /** The names of the errors. */
  readonly errors = new Set<unknown>();
  private attempts = 0;
  private readonly tally = new TallyProjection();
  private readonly snapshot: Database.Statement<[], Snapshot>;

  constructor(
    private readonly file: string,
    private readonly random: () => number,
  ) {
    ReadModelWriter.open(file, this.tally).close();
    this.snapshot = new Database(file, { readonly: true }).prepare<[], Snapshot>(SNAPSHOT);
    this.tally.beforeProject = () => {
      if (random() < 0.2) this.compare();
      this.attempts += 1;
      if (this.attempts % 40 === 0) throw new Database.SqliteError('disk full', 'SQLITE_FULL');
    };
  }

  /** Opens log and read model, follows the log for a random time, and closes both. */
  async runOnce(open: () => Promise<EventLog>): Promise<void> {
    const log = await open();
    const readModel = this.reopen();
    const onTrouble = (_: string, error: unknown) => this.errors.add(error instanceof Error ? error.name : error);
    const runner = new ProjectionRunner(log, readModel, { batchSize: 1 + Math.floor(this.random() * 30), onTrouble });
    await runner.start();
    await pause(200 + this.random() * 1_000);
    await runner.stop();
    readModel.close();
    await log.close();
    this.compare();
  }

  /** The number of events handled in all runs. */
  get handled(): number {
    return this.snapshot.get()?.handled ?? 0;
  }

  reopen(): ReadModelWriter {
    return ReadModelWriter.open(this.file, this.tally);
  }

  close(): void {
    this.snapshot.database.close();
  }

  private compare(): void {
    const snapshot = this.snapshot.get();
    if (snapshot && (snapshot.handled !== snapshot.rows || snapshot.checkpoint !== snapshot.last))
      this.mismatches.push(snapshot);
  }
}
