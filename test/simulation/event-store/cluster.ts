import type { Database } from 'better-sqlite3';
import { SqliteEventLog } from '../../../src/event-log/sqlite/sqlite-event-log.js';
import { SimulatedProcess, type SimulatedThread } from '../host/processes.js';
import { type Scheduler, threads } from '../host/scheduler.js';

/** How bad the network between the instances and the event store is: probabilities. */
export interface NetworkFaults {
  /** That a message is lost, and nobody learns of it. */
  readonly loss: number;
  /** That a message takes some seconds. */
  readonly slowness: number;
  /** That a read ends early, as if it were complete. */
  readonly shortRead: number;
}

export const GOOD_NETWORK: NetworkFaults = { loss: 0, slowness: 0, shortRead: 0 };

/** The longest way of a message, in milliseconds: a client doesn't wait so long for a response. */
export const VERY_SLOW_MS = 7_000;

/**
 * The event store: its leader, which answers with what a majority of its nodes have. Its log is one of the ledger's own,
 * which decides appends as EventStoreDB does.
 */
export class SimulatedCluster {
  readonly log: SqliteEventLog;
  /** Of the log. */
  readonly database: Database;
  faults = GOOD_NETWORK;
  /** While no leader is elected. */
  leaderlessUntil = 0;
  readonly links = new Set<Link>();
  private readonly process: SimulatedProcess;

  constructor(
    readonly scheduler: Scheduler,
    folder: string,
  ) {
    this.process = new SimulatedProcess('event store', folder, scheduler);
    this.log = threads.run(this.thread, () =>
      SqliteEventLog.open(':memory:', { positionStep: () => scheduler.random.between(1, 3) }),
    );
    [this.database] = [...this.thread.databases].filter(({ open }) => open) as [Database];
  }

  get thread(): SimulatedThread {
    return this.process.main;
  }

  get hasLeader(): boolean {
    return this.scheduler.now >= this.leaderlessUntil;
  }

  latency(): number {
    const { random } = this.scheduler;
    return random.chance(this.faults.slowness)
      ? this.scheduler.between(100, VERY_SLOW_MS)
      : this.scheduler.between(0.1, 5);
  }

  /** The leader is gone: all connections break, and another one is elected after so long. */
  loseLeader(milliseconds: number): void {
    this.leaderlessUntil = this.scheduler.now + milliseconds;
    for (const link of [...this.links]) link.breakOff();
  }

  end(): void {
    this.process.abandon();
  }
}

/** The connection of one client. Messages in one direction keep their order. */
export class Link {
  /** Nothing gets through before this moment. */
  cutUntil = 0;
  private readonly broken = new Set<() => void>();
  private requestAt = 0;
  private answerAt = 0;

  constructor(
    readonly cluster: SimulatedCluster,
    readonly client: SimulatedThread,
  ) {
    cluster.links.add(this);
    client.process.onEnd.push(() => {
      this.close();
    });
  }

  /** Calls `task` when the connection breaks. Returns what forgets it. */
  onBreak(task: () => void): () => void {
    this.broken.add(task);
    return () => this.broken.delete(task);
  }

  breakOff(): void {
    for (const task of [...this.broken]) {
      this.cluster.scheduler.after(this.cluster.scheduler.between(0, 2), 'connection breaks', task, this.client);
    }
    this.broken.clear();
  }

  /** To the event store. */
  request(name: string, serve: () => void): void {
    const { cluster } = this;
    if (!this.client.isAlive || this.isLost()) return;
    this.requestAt = Math.max(this.requestAt, cluster.scheduler.now + cluster.latency());
    cluster.scheduler.at(this.requestAt, `serves ${name}`, serve, cluster.thread);
  }

  /** To the client. */
  answer(name: string, receive: () => void): void {
    if (!this.isLost()) this.send(name, receive);
  }

  /** To the client, as a part of what must be whole: if it would be lost, the connection breaks. Returns whether it wasn't. */
  reliably(name: string, receive: () => void): boolean {
    const isLost = this.isLost();
    if (isLost) this.breakOff();
    else this.send(name, receive);
    return !isLost;
  }

  close(): void {
    this.cluster.links.delete(this);
  }

  private send(name: string, receive: () => void): void {
    const { scheduler } = this.cluster;
    this.answerAt = Math.max(this.answerAt, scheduler.now + this.cluster.latency());
    scheduler.at(this.answerAt, `receives ${name}`, receive, this.client);
  }

  private isLost(): boolean {
    const { scheduler, faults } = this.cluster;
    return scheduler.now < this.cutUntil || scheduler.random.chance(faults.loss);
  }
}

let cluster: SimulatedCluster | undefined;

/** Clients that connect to an event store from now on reach this one. */
export function useCluster(next: SimulatedCluster | undefined): void {
  cluster = next;
}

export function theCluster(): SimulatedCluster {
  if (!cluster) throw new Error('There is no event store in this simulation.');
  return cluster;
}
