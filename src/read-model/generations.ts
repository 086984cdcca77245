import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sqliteCode } from '../event-log/sqlite/errors.js';
import { isComplete, loadCheckpoint, type Checkpoint } from './checkpoints.js';
import { READ_MODEL_SCHEMA } from './read-model.js';

/** One build of a read model: a separate file. While it may be in use, only SQLite may open it. */
export interface Generation {
  /** Numbered across all read models in the folder: a higher number is later. */
  readonly number: number;
  readonly file: string;
}

/** A generation whose build was completed. */
export interface CompleteGeneration extends Generation {
  /** The id of its source log; undefined as long as that has no events. */
  readonly log: string | undefined;
}

interface GenerationFile extends Generation {
  /** Its schema and its rules. */
  readonly kind: string;
}

/**
 * The read models in a data folder. Each is built in a separate file, `read-model-<kind>.<number>.sqlite`, and is read
 * only once it is complete. The kind names the schema and the rules by which it is built, so that two releases that
 * differ in either don't touch each other's files.
 */
export class Generations {
  private readonly kind: string;

  constructor(
    private readonly folder: string,
    projection: { readonly fingerprint: string },
  ) {
    this.kind = `v${READ_MODEL_SCHEMA}-${projection.fingerprint.replace(/[^\w.]+/g, '-')}`;
  }

  /** The latest complete one, of whatever log, if there is one. */
  newestComplete(): CompleteGeneration | undefined {
    const found = this.own().find(({ file }) => peek(file, isComplete) === true);
    return found && { ...found, log: this.checkpointOf(found)?.log };
  }

  /** The latest one, if its build isn't complete. */
  unfinished(): Generation | undefined {
    const [newest] = this.own();
    return newest && peek(newest.file, isComplete) !== true ? newest : undefined;
  }

  /** A generation later than all existing ones. Its file doesn't exist yet. */
  next(): Generation {
    const number = 1 + Math.max(0, ...this.all().map((found) => found.number));
    return { number, file: join(this.folder, `read-model-${this.kind}.${number}.sqlite`) };
  }

  /** The progress of a generation that another process may be building. */
  checkpointOf({ file }: Generation): Checkpoint | undefined {
    return peek(file, loadCheckpoint);
  }

  /** The number of events in the log, as counted by the latest complete read model of it, of any kind. */
  countedEvents(log: string): number | undefined {
    const counts = this.all().flatMap(({ file }) => {
      const checkpoint = peek(file, isComplete) === true ? peek(file, loadCheckpoint) : undefined;
      return checkpoint?.log === log ? [checkpoint.events] : [];
    });
    return counts.length === 0 ? undefined : Math.max(...counts);
  }

  /** No process may have it open. */
  delete({ file }: Generation): void {
    // The main file goes last: without it, its number may be assigned again, and SQLite must not replay a leftover
    // journal.
    for (const suffix of ['-wal', '-shm', '']) rmSync(file + suffix, { force: true });
  }

  /** Deletes the generations before this one. No process may have them open. */
  deleteBefore({ number }: Pick<Generation, 'number'>, which: 'of its kind' | 'of all kinds'): void {
    const found = which === 'of its kind' ? this.own() : this.all();
    for (const each of found) if (each.number < number) this.delete(each);
  }

  /** Deletes all generations of all kinds. For the owner of the folder, while no process builds one. */
  deleteAll(): void {
    for (const found of this.all()) this.delete(found);
  }

  /** Those of this kind, latest first. */
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

/** Reads from a file that may be in use, or may not be a read model at all: then undefined. */
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
