import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { GOOD_NETWORK, SimulatedCluster, useCluster, VERY_SLOW_MS } from '../event-store/cluster.js';
import { type Crash, SimulatedProcess, type SimulatedThread } from '../host/processes.js';
import { type Scheduler, threads } from '../host/scheduler.js';
import { EventLogError, LogUnavailableError, UnknownOutcomeError } from '../../../src/event-log/event-log.js';
import { sqliteCode } from '../../../src/event-log/sqlite/errors.js';
import { ProjectionFailedError } from '../../../src/read-model/next-generation.js';
import { checkCrashedReadModels } from '../checks/read-models.js';
import { recordedEvents } from '../checks/truth.js';
import { Receivers, useReceivers } from '../receivers/receivers.js';
import { History } from './history.js';
import { Instance } from './instance.js';
import type { Plan } from './plan.js';
import type { Hold, MadeRedaction } from './redactor.js';

/** A place for an instance: its disk stays when its process ends. */
export interface Place {
  readonly name: string;
  folder: string;
  /** How much of its write-ahead logs is on the disk. */
  readonly synced: Map<string, number>;
  process: SimulatedProcess | undefined;
  /** Once it has started. */
  instance: Instance | undefined;
}

/** The caller got no answer: nothing is known of what it asked for. */
export class NoAnswerError extends Error {}

/** Whether it isn't known what became of it. */
export const isOpen = (error: unknown): error is Error =>
  error instanceof UnknownOutcomeError || error instanceof NoAnswerError;

/** Longer than an instance retries. */
const PATIENCE_MS = 60_000;
/** The probability that the read models that a crash left behind are compared with the log: that takes longest. */
const LOOKED_AT = 0.1;

/** Why a start may fail: the log can't be used now, or a write failed. */
const isPassing = (error: unknown): boolean =>
  error instanceof EventLogError || error instanceof ProjectionFailedError || sqliteCode(error) !== undefined;

/** Everything that a run consists of. */
export class World {
  readonly history = new History();
  readonly cluster: SimulatedCluster | undefined;
  readonly receivers: Receivers;
  readonly places: readonly Place[];
  readonly figures = { requests: 0, events: 0, starts: 0, crashes: 0, faults: 0, deliveries: 0, redactions: 0 };
  readonly redacted: MadeRedaction[] = [];
  /** While the webhook whose filter was redacted had no other one. */
  hold: Hold | undefined;
  /** When instances began to stop by themselves, and had stopped. */
  readonly stops: { readonly place: string; readonly began: number; ended: number }[] = [];
  isCalm = false;
  private calmSince = Infinity;
  private readonly processes: SimulatedProcess[] = [];
  private copies = 0;

  constructor(
    readonly plan: Plan,
    readonly scheduler: Scheduler,
    private readonly folder: string,
  ) {
    if (plan.store === 'event-store') {
      this.cluster = new SimulatedCluster(scheduler, this.newFolder());
      this.cluster.faults = plan.faults.network;
    }
    useCluster(this.cluster);
    this.receivers = new Receivers(scheduler);
    this.receivers.faults = plan.faults.receivers;
    useReceivers(this.receivers);
    this.places = Array.from({ length: plan.instances }, (_, index) => ({
      name: `instance ${index}`,
      folder: this.newFolder(),
      synced: new Map(),
      process: undefined,
      instance: undefined,
    }));
  }

  newFolder(): string {
    const folder = join(this.folder, String((this.copies += 1)));
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Starts an instance at this place, again and again until it has started or ended. */
  start(place: Place): void {
    if (place.process) return;
    this.figures.starts += 1;
    const process = new SimulatedProcess(place.name, place.folder, this.scheduler, place.synced);
    place.process = process;
    this.processes.push(process);
    const fail = (error: unknown): void => {
      if (!process.isAlive) return;
      if (!isPassing(error)) this.scheduler.failure ??= error;
      process.exit();
      place.process = undefined;
      this.startLater(place, 5_000);
    };
    threads.run(process.main, () => {
      Instance.start(process, this.plan).then((instance) => {
        place.instance = instance;
      }, fail);
    });
  }

  /** Starts an instance at this place after a random time. */
  startLater(place: Place, mostMs: number): void {
    const start = (): void => {
      this.start(place);
    };
    this.scheduler.after(this.scheduler.between(10, mostMs), 'restart', start, 'world');
  }

  crash(place: Place, kind: Crash): void {
    const { process } = place;
    if (!process) return;
    this.figures.crashes += 1;
    place.folder = join(this.folder, String((this.copies += 1)));
    place.process = undefined;
    place.instance = undefined;
    process.crash(kind, place.folder);
    // As if somebody looked at the disk before the next start.
    if (this.plan.parts !== 'recorder' && this.scheduler.random.chance(LOOKED_AT)) this.lookAt(place);
  }

  private lookAt({ name, folder }: Place): void {
    this.scheduler.after(
      0,
      'looks at the disk',
      () => {
        if (existsSync(folder)) checkCrashedReadModels(name, folder, recordedEvents(this));
      },
      'world',
    );
  }

  /** Asks an instance, as over HTTP. Rejects with a `NoAnswerError` if its process ends, or doesn't answer in time. */
  ask<Answer>(place: Place, name: string, serve: (instance: Instance) => Answer | Promise<Answer>): Promise<Answer> {
    const { scheduler } = this;
    const client = threads.getStore() ?? 'world';
    const latency = (): number => scheduler.between(0.1, 10);
    return new Promise((resolve, reject) => {
      const lost = (why: string) => (): void => {
        reject(new NoAnswerError(why));
      };
      const patience = scheduler.after(PATIENCE_MS, `${name} took too long`, lost('It took too long.'), client);
      const arrive = (): void => {
        const { process, instance } = place;
        if (!process || !instance) {
          scheduler.after(latency(), `no answer to ${name}`, lost('Nobody listens.'), client);
          return;
        }
        // What a process does after its end reaches nobody.
        const answer = (settle: () => void): void => {
          if (process.isAlive) scheduler.after(latency(), `answer to ${name}`, settle, client);
        };
        process.onEnd.push(() => {
          scheduler.after(latency(), `no answer to ${name}`, lost('The connection broke.'), client);
        });
        const begin = (): void => {
          if (place.instance !== instance) {
            lost('It is being stopped.')();
            return;
          }
          const outcome = instance.serve(serve);
          const done = (): void => {
            answer(() => {
              scheduler.cancel(patience);
              resolve(outcome);
            });
          };
          outcome.then(done, done);
        };
        scheduler.after(0, name, begin, process.main);
      };
      scheduler.after(latency(), `${name} arrives`, arrive, 'world');
    });
  }

  /** Asks again and again, while there is no answer or the log can't be used. */
  async askUntilAnswered<Answer>(
    place: Place,
    name: string,
    serve: (instance: Instance) => Answer | Promise<Answer>,
  ): Promise<Answer> {
    for (;;) {
      try {
        return await this.ask(place, name, serve);
      } catch (error) {
        if (!isOpen(error) && !(error instanceof LogUnavailableError)) throw error;
      }
      await this.sleep(this.scheduler.between(50, 3_000));
    }
  }

  /** Resolves after so many milliseconds. */
  sleep(milliseconds: number, thread: SimulatedThread | 'world' = threads.getStore() ?? 'world'): Promise<void> {
    return new Promise((resolve) => {
      this.scheduler.after(milliseconds, 'sleeps', resolve, thread);
    });
  }

  /** Resolves once it is true. Throws if that takes too long. */
  async until(what: string, isTrue: () => boolean, limitMs: number): Promise<void> {
    const end = this.scheduler.now + limitMs;
    while (!isTrue()) {
      if (this.scheduler.now > end) throw new Error(`Not within ${limitMs / 1_000} s: ${what}`);
      await this.sleep(100);
    }
  }

  /** From now on, nothing fails any more, and every instance runs. */
  calm(): void {
    this.isCalm = true;
    this.calmSince = this.scheduler.now;
    this.receivers.calm();
    if (this.cluster) {
      this.cluster.faults = GOOD_NETWORK;
      this.cluster.leaderlessUntil = 0;
      for (const link of this.cluster.links) link.cutUntil = 0;
    }
    for (const place of this.places) this.start(place);
  }

  /** Whether nothing that was sent before the calm is still to be recorded, also by a client that doesn't wait any more. */
  get isIdle(): boolean {
    const stalled = this.places.flatMap(
      ({ process }) => process?.threads.map(({ stalledUntil }) => stalledUntil) ?? [],
    );
    const last = Math.max(this.calmSince, ...stalled);
    const isBusy = this.places.some(({ instance }) => instance?.isBusy !== false);
    return !isBusy && this.scheduler.now > last + VERY_SLOW_MS + 1_000;
  }

  end(): void {
    for (const process of this.processes) process.abandon();
    this.cluster?.end();
    useCluster(undefined);
  }
}
