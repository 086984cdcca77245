import type { Database } from 'better-sqlite3';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Scheduler, threads } from './scheduler.js';

/** How a process ends: with `power`, the disk also loses what wasn't synced. */
export type Crash = 'kill' | 'power';

/** The size of what a write-ahead log begins with, before its first page. */
const WAL_HEADER = 32;

/** One thread of a process, with an event loop of its own. */
export class SimulatedThread {
  /** It does nothing before this moment. */
  stalledUntil = 0;
  /** When the last of its immediates is due: they keep their order. */
  immediateAt = 0;
  /** What it has open. */
  readonly databases = new Set<Database>();
  private hasEnded = false;

  constructor(
    readonly name: string,
    readonly process: SimulatedProcess,
    /** What started it; undefined for the main thread. */
    readonly worker?: { readonly end: (error: unknown) => void },
  ) {}

  get isAlive(): boolean {
    return !this.hasEnded && this.process.isAlive;
  }

  /** Nothing of it continues. What it had open is closed, as by the system. */
  end(): void {
    this.hasEnded = true;
    // Not now: one of them may be amid a transaction.
    const close = (): void => {
      this.closeHandles();
    };
    this.process.scheduler.after(0, 'handles are closed', close, 'world');
  }

  closeHandles(): void {
    for (const database of this.databases) if (database.open) database.close();
    this.databases.clear();
  }
}

/**
 * A process: threads, clocks that differ from those of others, and a folder on a disk. After a crash nothing that it had
 * begun continues, and the next one finds the folder as the disk had it at that moment, also amid a transaction.
 */
export class SimulatedProcess {
  readonly main: SimulatedThread;
  readonly threads: SimulatedThread[] = [];
  isAlive = true;
  /** What other processes do when their connections to this one break. */
  readonly onEnd: (() => void)[] = [];
  /** Differences from true time, in milliseconds. */
  readonly wallClockAhead: number;
  readonly monotonicAhead: number;

  /**
   * @param folder exists; the disk of the process
   * @param synced how much of each write-ahead log is certainly on the disk, in bytes, by the name of the file
   */
  constructor(
    readonly name: string,
    readonly folder: string,
    readonly scheduler: Scheduler,
    private readonly synced = new Map<string, number>(),
  ) {
    this.wallClockAhead = Math.round(scheduler.between(-2_000, 2_000));
    this.monotonicAhead = scheduler.random.between(0, 1e9);
    this.main = this.thread('main');
  }

  thread(name: string, worker?: SimulatedThread['worker']): SimulatedThread {
    const thread = new SimulatedThread(name === 'main' ? this.name : `${this.name}/${name}`, this, worker);
    this.threads.push(thread);
    return thread;
  }

  /** Ends it now, and copies its disk to this folder. */
  crash(kind: Crash, copy: string): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.scheduler.note(this.name, `crash (${kind})`);
    mkdirSync(copy, { recursive: true });
    for (const name of readdirSync(this.folder)) {
      // What other processes mapped is gone; SQLite makes it again.
      if (name.endsWith('-shm')) continue;
      const target = join(copy, name);
      cpSync(join(this.folder, name), target, { recursive: true });
      if (kind === 'power' && name.endsWith('-wal')) this.loseTail(target);
    }
    this.exit();
    this.scheduler.after(
      1,
      'disk is replaced',
      () => {
        rmSync(this.folder, { recursive: true, force: true });
      },
      'world',
    );
  }

  /** Its code has returned. Ends everything else that it has; the disk stays as it is. */
  exit(): void {
    this.isAlive = false;
    for (const tell of this.onEnd.splice(0)) tell();
    // Not now: one of them may be amid a transaction.
    this.scheduler.after(
      0,
      'handles are closed',
      () => {
        this.abandon();
      },
      'world',
    );
  }

  /** The simulation is over. */
  abandon(): void {
    this.isAlive = false;
    for (const thread of this.threads) thread.closeHandles();
  }

  /** What a commit has written to a file is on the disk now. */
  noteSync(file: string): void {
    const wal = `${file}-wal`;
    if (existsSync(wal)) this.synced.set(basename(wal), statSync(wal).size);
  }

  private loseTail(file: string): void {
    const { size } = statSync(file);
    const kept = Math.max(WAL_HEADER, this.synced.get(basename(file)) ?? 0);
    if (size > kept) truncateSync(file, this.scheduler.random.between(kept, size));
  }
}

/** The process whose code runs now. */
export const currentProcess = (): SimulatedProcess | undefined => threads.getStore()?.process;
