import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetChannels, useScheduler } from './host/builtins.js';
import { useDiskFaults } from './host/database.js';
import { Scheduler } from './host/scheduler.js';
import { tell } from './story.js';
import type { Plan } from './world/plan.js';
import { World } from './world/world.js';

/** In memory, if the system has such a folder: what is written there needn't survive this process. */
const TEMPORARY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
/** A run that takes more steps than this doesn't end by itself. */
const MAX_STEPS = 300_000;

export interface Outcome {
  readonly plan: Plan;
  readonly steps: number;
  /** Simulated time. */
  readonly milliseconds: number;
  readonly figures: World['figures'];
  /** Of all steps: the same seed has the same. */
  readonly digest: string;
  /** Undefined if every promise was kept. */
  readonly failure?: { readonly error: unknown; readonly trace: readonly string[] };
}

/**
 * Runs one plan to its end. Nothing outside has a part in it, so the same plan always has the same outcome.
 *
 * @param tracedSteps how many of the last steps a failure shows
 */
export async function simulate(plan: Plan, tracedSteps = 0): Promise<Outcome> {
  const scheduler = new Scheduler(plan.seed, tracedSteps);
  useScheduler(scheduler);
  const folder = mkdtempSync(join(TEMPORARY, 'claim-ledger-simulation-'));
  const onUnhandled = (error: unknown): void => {
    scheduler.uncaught(error);
  };
  process.on('unhandledRejection', onUnhandled);
  const world = new World(plan, scheduler, folder);
  try {
    await runToEnd(scheduler, tell(world));
  } catch (error) {
    scheduler.failure ??= error;
  } finally {
    useDiskFaults(undefined);
    world.end();
    forgetChannels();
    process.off('unhandledRejection', onUnhandled);
    rmSync(folder, { recursive: true, force: true });
  }
  const { steps, now, failure, trace, pathDigest: digest } = scheduler;
  return {
    plan,
    steps,
    milliseconds: Math.round(now),
    figures: world.figures,
    digest,
    ...(failure !== undefined && { failure: { error: failure, trace } }),
  };
}

async function runToEnd(scheduler: Scheduler, story: Promise<void>): Promise<void> {
  const over = new AbortController();
  story.then(
    () => {
      over.abort();
    },
    (error: unknown) => {
      scheduler.failure ??= error;
    },
  );
  while (!over.signal.aborted && scheduler.failure === undefined) {
    if (!(await scheduler.step())) throw new Error('Nothing happens any more.');
    if (scheduler.steps > MAX_STEPS) throw new Error(`It has not ended after ${MAX_STEPS} steps.`);
  }
}
