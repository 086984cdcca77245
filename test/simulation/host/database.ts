// In a simulation, this module stands for `better-sqlite3`.
import Database from 'better-sqlite3';
import { currentProcess } from './processes.js';
import { threads } from './scheduler.js';

/** What may happen while a process writes to its disk. */
export interface DiskFaults {
  /** Called before a transaction begins, and when it has written everything and isn't committed yet. May throw. */
  readonly onWrite: (file: string) => void;
  /** Called when it is committed, before its caller learns of that. May throw. */
  readonly onCommitted: (file: string) => void;
}

let faults: DiskFaults | undefined;
export function useDiskFaults(next: DiskFaults | undefined): void {
  faults = next;
}

/** SQLite's name for syncing each commit. */
const FULL = 2;

/** The error that SQLite's driver throws. */
export const diskError = (code: 'SQLITE_FULL' | 'SQLITE_IOERR_FSYNC'): Error =>
  new Database.SqliteError(code === 'SQLITE_FULL' ? 'database or disk is full' : 'disk I/O error', code);

type Task = (...args: unknown[]) => unknown;
type Variants = Task & Record<'default' | 'deferred' | 'immediate' | 'exclusive', Task>;

/** A database of the thread that opens it, which loses it when it ends. */
export default class SimulatedDatabase extends Database {
  constructor(...args: ConstructorParameters<typeof Database>) {
    super(...args);
    threads.getStore()?.databases.add(this);
  }

  override transaction(task: Task) {
    const transaction = super.transaction((...args: unknown[]) => {
      const result = task(...args);
      if (!this.readonly) faults?.onWrite(this.name);
      return result;
    }) as unknown as Variants;
    const outermost =
      (variant: Task): Task =>
      (...args) => {
        if (this.inTransaction || this.readonly) return variant(...args);
        faults?.onWrite(this.name);
        const result = variant(...args);
        if (this.pragma('synchronous', { simple: true }) === FULL) currentProcess()?.noteSync(this.name);
        faults?.onCommitted(this.name);
        return result;
      };
    const { default: normal, deferred, immediate, exclusive } = transaction;
    return Object.assign(outermost(normal), {
      default: outermost(normal),
      deferred: outermost(deferred),
      immediate: outermost(immediate),
      exclusive: outermost(exclusive),
    }) as never;
  }
}
