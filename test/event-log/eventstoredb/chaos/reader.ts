import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { ReadModel } from '../../../../src/read-model/read-model.js';
import { ProjectionRunner } from '../../../../src/projections/projection-runner.js';
import type { EventLog } from '../../../../src/event-log/event-log.js';
import { Tally } from '../../../support/tally-projection.js';

/** What stands in the file of a read model at one moment. */
interface Stored {
  /** How many events were handled, by the checkpoint. */
  readonly handled: number;
  readonly rows: number;
  readonly checkpoint: string | null;
  readonly last: string | null;
}

const STORED = `SELECT coalesce((SELECT events FROM checkpoint), 0) AS handled, (SELECT position FROM checkpoint) AS checkpoint,
  (SELECT count(*) FROM tally) AS rows, (SELECT max(position) FROM tally) AS last`;

/** Keeps a read model in a file, life after life: its disk is full now and then, and it is looked at from outside. */
export class ChaosReader {
  /** What was found in the file where rows and checkpoint didn't agree. */
  readonly untrue: Stored[] = [];
  /** The names of what went wrong. */
  readonly troubles = new Set<unknown>();
  private tries = 0;
  private readonly tally = new Tally();
  private readonly look: Database.Statement<[], Stored>;

  constructor(
    private readonly file: string,
    private readonly random: () => number,
  ) {
    ReadModel.open(file, this.tally).close();
    this.look = new Database(file, { readonly: true }).prepare<[], Stored>(STORED);
    this.tally.before = () => {
      if (random() < 0.2) this.compare();
      this.tries += 1;
      if (this.tries % 40 === 0) throw new Database.SqliteError('disk full', 'SQLITE_FULL');
    };
  }

  /** Opens all anew and follows the log, until it is stopped at some moment. */
  async live(open: () => Promise<EventLog>): Promise<void> {
    const log = await open();
    const readModel = this.reopen();
    const onTrouble = (_: string, error: unknown) => this.troubles.add(error instanceof Error ? error.name : error);
    const runner = new ProjectionRunner(log, readModel, { batchSize: 1 + Math.floor(this.random() * 30), onTrouble });
    await runner.start();
    await pause(200 + this.random() * 1_000);
    await runner.stop();
    readModel.close();
    await log.close();
    this.compare();
  }

  /** How many events it has handled, over all its lives. */
  get handled(): number {
    return this.look.get()?.handled ?? 0;
  }

  reopen(): ReadModel {
    return ReadModel.open(this.file, this.tally);
  }

  close(): void {
    this.look.database.close();
  }

  private compare(): void {
    const stored = this.look.get();
    if (stored && (stored.handled !== stored.rows || stored.checkpoint !== stored.last)) this.untrue.push(stored);
  }
}
