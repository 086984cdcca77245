import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { OnModuleDestroy } from '@nestjs/common';
import type { ReplayProgress } from '../claims/scenario/replay-claims.js';
import { ReplayReads } from '../claims/scenario/replay-reads.js';
import type { Reads } from '../claims/scenario/scenario-reads.js';
import type { ReplayFinder } from '../claims/scenario/scenarios.js';
import { IdempotencyKeyReusedError } from '../command-handling/errors.js';
import type { Idempotency } from '../command-handling/idempotency.js';
import { canonicalScenario, type Scenario, scenarioDigest } from '../domain/scenario.js';
import { TemporarilyUnavailableError, TooManyReplaysError } from '../http/errors.js';
import { ChangeSignal } from '../lib/change-signal.js';
import { errorMessage } from '../lib/error-message.js';
import { FairSlots } from '../lib/fair-slots.js';
import type { CurrentReadModel } from '../read-model/current-read-model.js';
import type { ReadModel } from '../read-model/read-model.js';
import type { FinishedReplay, ReplayRun, ReplayRunner } from './replay-run.js';

/** How many run at a time, and of one principal. Each uses one core. The others wait. */
const RUNNING = 2;
const RUNNING_OF_ONE = 1;
/**
 * How many are kept, with those that run and wait, and of one principal; and as many temporary ones. Each needs a kilobyte
 * of disk or so for each claim.
 */
const KEPT = 10;
const KEPT_OF_ONE = 8;
const LIFETIME_MS = 24 * 3_600_000;
/** How long a temporary one is kept after its end, or after its last read. */
const TEMPORARY_MS = 10 * 60_000;

export interface NewReplay {
  readonly scenario: Scenario;
  readonly name?: string | undefined;
  /** Whether it serves one reader for a moment: then it is kept for minutes, and not among the others. */
  readonly temporary: boolean;
  readonly createdBy: string;
}

/** A replay, and what became of it. */
export interface Replay extends NewReplay {
  readonly id: string;
  readonly scenarioDigest: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** Whether it has not begun, since others run. */
  readonly isWaiting: boolean;
  readonly progress: ReplayProgress;
  readonly outcome?: { readonly at: Date } & ({ readonly result: FinishedReplay } | { readonly failure: string });
}

interface Entry {
  replay: Replay;
  readonly idempotency: Idempotency | undefined;
  readonly file: string;
  readonly run: ReplayRun;
  reads?: { readonly readModel: ReadModel; readonly of: ReplayReads };
}

/**
 * The replays of this instance. Each is a file in the data folder, which lives for a day, and no longer than the process.
 */
export class Replays implements ReplayFinder, OnModuleDestroy {
  private readonly folder: string;
  private readonly entries = new Map<string, Entry>();
  private readonly slots = new FairSlots(RUNNING, RUNNING_OF_ONE);
  private isStopping = false;
  /** Notifies of progress, ends and removals. */
  readonly changed = new ChangeSignal();

  constructor(
    dataFolder: string,
    private readonly current: CurrentReadModel,
    private readonly runner: ReplayRunner,
    private readonly clock: () => Date = () => new Date(),
  ) {
    this.folder = join(dataFolder, 'replays');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /**
   * Starts a replay, or lets it wait for its turn. Throws a `TooManyReplaysError`, a `NoReadModelError`, an
   * `IdempotencyKeyReusedError`, or a `TemporarilyUnavailableError` once the server stops.
   *
   * @param idempotency by which a repeated request is recognized, as long as its replay is kept: it gets that one
   */
  begin(asked: NewReplay, idempotency?: Idempotency): Replay {
    this.removeExpired();
    const earlier = idempotency && this.begunBy(idempotency);
    if (earlier) return earlier;
    // Clients are served until the last webhooks are sent, and nothing would end a replay of theirs.
    if (this.isStopping) throw new TemporarilyUnavailableError('This server is being stopped. Retry later.');
    this.requireRoom(asked);
    this.current.requireActive();
    mkdirSync(this.folder, { recursive: true });
    const id = randomUUID();
    const file = join(this.folder, `${id}.sqlite`);
    const scenario = canonicalScenario(asked.scenario);
    const createdAt = this.clock();
    const replay: Replay = {
      ...asked,
      id,
      scenario,
      scenarioDigest: scenarioDigest(scenario),
      createdAt,
      expiresAt: new Date(createdAt.getTime() + LIFETIME_MS),
      isWaiting: !this.slots.hasRoom(asked.createdBy),
      progress: { claims: 0, of: 0 },
    };
    const run = this.run(replay, file);
    this.entries.set(id, { replay, idempotency, file, run });
    run.finished.then(
      (result) => {
        const progress = { claims: result.claims, of: result.claims };
        this.change(id, { progress, outcome: { at: this.clock(), result } });
        this.keepOn(id);
      },
      (error: unknown) => {
        this.change(id, { outcome: { at: this.clock(), failure: errorMessage(error) } });
        this.keepOn(id);
      },
    );
    return replay;
  }

  /** Newest first. */
  list(): readonly Replay[] {
    this.removeExpired();
    return [...this.entries.values()].map(({ replay }) => replay).reverse();
  }

  /** Undefined if there is none, or none any more. */
  get(id: string): Replay | undefined {
    this.removeExpired();
    return this.entries.get(id)?.replay;
  }

  /** Resolves once the replay has ended or is removed, or after `limitMs` milliseconds. */
  async ended(id: string, limitMs: number): Promise<void> {
    const run = this.entries.get(id)?.run;
    if (!run) return;
    const limit = new AbortController();
    const ended = run.finished.then(
      () => undefined,
      () => undefined,
    );
    await Promise.race([ended, pause(limitMs, undefined, { signal: limit.signal }).catch(() => undefined)]);
    limit.abort();
  }

  /** What answers with the states that it found. Undefined unless it has finished. */
  reads(id: string): Reads | undefined {
    const entry = this.entries.get(id);
    if (!entry?.replay.outcome || !('result' in entry.replay.outcome)) return undefined;
    this.keepOn(id);
    const { readModel } = this.current;
    if (entry.reads?.readModel !== readModel) {
      entry.reads?.of.close();
      entry.reads = { readModel, of: new ReplayReads(readModel, entry.file) };
    }
    return entry.reads.of;
  }

  /** Cancels it if it runs, and removes it. False if there is none. */
  async remove(id: string): Promise<boolean> {
    const entry = this.entries.get(id);
    if (!entry) return false;
    this.entries.delete(id);
    this.changed.notify();
    await entry.run.stop();
    entry.reads?.of.close();
    rmSync(entry.file, { force: true });
    return true;
  }

  /** Cancels and removes all, as when what they followed from must not be kept. */
  async removeAll(): Promise<void> {
    await Promise.all([...this.entries.keys()].map((id) => this.remove(id)));
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    await this.removeAll();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private begunBy({ key, body }: Idempotency): Replay | undefined {
    const entry = [...this.entries.values()].find(({ idempotency }) => idempotency?.key === key);
    if (entry && entry.idempotency?.body !== body) throw new IdempotencyKeyReusedError();
    return entry?.replay;
  }

  /** Runs it when it is its turn. */
  private run({ id, scenario, createdBy }: Replay, target: string): ReplayRun {
    const stopping = new AbortController();
    let run: ReplayRun | undefined;
    const evaluate = (source: string): Promise<FinishedReplay> => {
      rmSync(target, { force: true });
      run = this.runner.run({ source, target, scenario }, (progress) => {
        this.change(id, { progress });
      });
      return run.finished;
    };
    const begin = (): Promise<FinishedReplay> => {
      this.change(id, { isWaiting: false });
      return this.current.withFile(evaluate, stopping.signal);
    };
    const finished = this.slots.run(createdBy, begin, stopping.signal);
    finished.catch(() => undefined);
    return {
      finished,
      stop: async () => {
        stopping.abort();
        await run?.stop();
      },
    };
  }

  private change(id: string, change: Partial<Replay>): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    entry.replay = { ...entry.replay, ...change };
    this.changed.notify();
  }

  /** Counts the time of a temporary one from now on. */
  private keepOn(id: string): void {
    const entry = this.entries.get(id);
    if (!entry?.replay.temporary) return;
    entry.replay = { ...entry.replay, expiresAt: new Date(this.clock().getTime() + TEMPORARY_MS) };
  }

  private requireRoom({ temporary, createdBy }: NewReplay): void {
    const kept = [...this.entries.values()].filter(({ replay }) => replay.temporary === temporary);
    const what = temporary ? 'temporary replays' : 'replays';
    if (kept.length >= KEPT) {
      throw new TooManyReplaysError(`${kept.length} ${what} are kept`, 'Delete one that is no longer needed.');
    }
    const own = kept.filter(({ replay }) => replay.createdBy === createdBy).length;
    if (own >= KEPT_OF_ONE) {
      throw new TooManyReplaysError(`${own} ${what} of yours are kept`, 'Delete one that you no longer need.');
    }
  }

  private removeExpired(): void {
    const now = this.clock();
    for (const [id, { replay }] of this.entries) if (replay.expiresAt <= now) void this.remove(id);
  }
}
