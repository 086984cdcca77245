import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sqliteCode } from '../event-log/sqlite/errors.js';
import { isComplete, loadCheckpoint, type Checkpoint } from './checkpoints.js';
import { READ_MODEL_SCHEMA } from './read-model.js';

/** One making of a read model: a file of its own, never opened by other means than SQLite while it may be in use. */
export interface Generation {
  /** Counted over all read models of the folder: the higher one is the later. */
  readonly number: number;
  readonly file: string;
}

/** One that was made to its end. */
export interface CompleteGeneration extends Generation {
  /** The id of the log that it was made from; undefined as long as that has no events. */
  readonly log: string | undefined;
}

interface GenerationFile extends Generation {
  /** Its schema and its rules. */
  readonly kind: string;
}

/**
 * The read models in a data folder. Each is made in a file of its own, `read-model-<kind>.<number>.sqlite`, and is read
 * only once it is complete. The kind says by which schema and which rules it is made, so that two releases that differ
 * in either keep out of each other's way.
 */
export class Generations {
  private readonly kind: string;

  constructor(
    private readonly folder: string,
    projection: { readonly fingerprint: string },
  ) {
    this.kind = `v${READ_MODEL_SCHEMA}-${projection.fingerprint.replace(/[^\w.]+/g, '-')}`;
  }

  /** The last one made to its end, from whatever log, if there is one. */
  newestComplete(): CompleteGeneration | undefined {
    const found = this.own().find(({ file }) => peek(file, isComplete) === true);
    return found && { ...found, log: this.checkpointOf(found)?.log };
  }

  /** The last one, if it was begun and not made to its end. */
  unfinished(): Generation | undefined {
    const [newest] = this.own();
    return newest && peek(newest.file, isComplete) !== true ? newest : undefined;
  }

  /** One that is later than all there are; its file isn't there yet. */
  next(): Generation {
    const number = 1 + Math.max(0, ...this.all().map((found) => found.number));
    return { number, file: join(this.folder, `read-model-${this.kind}.${number}.sqlite`) };
  }

  /** How far one is that another process may be making. */
  checkpointOf({ file }: Generation): Checkpoint | undefined {
    return peek(file, loadCheckpoint);
  }

  /** Nobody may have it open. */
  delete({ file }: Generation): void {
    // The file itself last: without it, its number may be given again, and what stands in a journal must not be taken up.
    for (const suffix of ['-wal', '-shm', '']) rmSync(file + suffix, { force: true });
  }

  /** Deletes those that came before this one; nobody may have them open. */
  deleteBefore({ number }: Pick<Generation, 'number'>, which: 'of its kind' | 'of all kinds'): void {
    const found = which === 'of its kind' ? this.own() : this.all();
    for (const each of found) if (each.number < number) this.delete(each);
  }

  /** Deletes all there are, of whatever kind: for the folder's owner, while nobody makes one. */
  deleteAll(): void {
    for (const found of this.all()) this.delete(found);
  }

  /** Of this kind, the latest first. */
  private own(): GenerationFile[] {
    return this.all().filter(({ kind }) => kind === this.kind);
  }

  private all(): GenerationFile[] {
    return readdirSync(this.folder)
      .flatMap((name) => {
        const [, kind, number = 0] = NAME.exec(name) ?? [];
        return kind === undefined ? [] : [{ kind, number: Number(number), file: join(this.folder, name) }];
      })
      .sort((a, b) => b.number - a.number);
  }
}

/** The first read models had no number. */
const NAME = /^read-model-(.+?)(?:\.(\d+))?\.sqlite$/;

/** Looks into a file that may be in use, or no read model at all: then undefined. */
function peek<Seen>(file: string, look: (database: Database.Database) => Seen): Seen | undefined {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true });
    return look(database);
  } catch (error) {
    if (sqliteCode(error) !== undefined) return undefined;
    throw error;
  } finally {
    database?.close();
  }
}
