import { parseArgs } from 'node:util';
import { Logger } from '@nestjs/common';
import { type Outcome, simulate } from './simulate.js';
import { planOf } from './world/plan.js';

const USAGE = `Usage: npm run simulate -- [options]

  --seed N      runs this seed twice, which must take the same steps, and says what it did
  --seeds N     runs so many seeds; default 100
  --from N      the first of them; default 1
  --steps N     runs seeds until they have taken so many steps together, however many seeds that takes
  --trace N     of a seed that fails, shows so many of the last steps; default 50
  --break NAME  breaks the code on purpose (test/simulation/defects.json)`;

/** Runs what the command line asks for. Sets the exit code: 0 if every promise was kept. */
export async function main(now: () => number): Promise<void> {
  const number = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      seed: number,
      seeds: { ...number, default: '100' },
      from: { ...number, default: '1' },
      steps: number,
      trace: { ...number, default: '50' },
      break: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [from, seeds, trace] = [values.from, values.seeds, values.trace].map(Number) as [number, number, number];
  if (values.help === true || [from, seeds, trace, Number(values.seed ?? 0), Number(values.steps ?? 0)].some(isNaN)) {
    console.log(USAGE);
    process.exitCode = values.help === true ? 0 : 2;
    return;
  }
  Logger.overrideLogger(false);
  if (values.seed !== undefined) await runOne(Number(values.seed), trace);
  else await runMany(from, seeds, values.steps === undefined ? undefined : Number(values.steps), trace, now);
}

async function runOne(seed: number, trace: number): Promise<void> {
  const outcome = await simulate(planOf(seed), trace);
  const again = await simulate(planOf(seed));
  console.log(JSON.stringify({ ...outcome, failure: undefined }, null, 2));
  if (outcome.failure) report(outcome);
  if (outcome.digest === again.digest) return;
  console.log(`The second run took other steps: ${again.digest}. Something isn't simulated.`);
  process.exitCode = 1;
}

async function runMany(
  from: number,
  seeds: number,
  steps: number | undefined,
  trace: number,
  now: () => number,
): Promise<void> {
  const began = now();
  const total = {
    seeds: 0,
    steps: 0,
    hours: 0,
    requests: 0,
    events: 0,
    starts: 0,
    crashes: 0,
    faults: 0,
    deliveries: 0,
    redactions: 0,
  };
  let reported = began;
  for (let seed = from; steps === undefined ? total.seeds < seeds : total.steps < steps; seed += 1) {
    const outcome = await simulate(planOf(seed), trace);
    add(total, outcome);
    if (outcome.failure) {
      report(outcome);
      break;
    }
    if (now() - reported > 30_000) {
      reported = now();
      console.log(`${total.seeds} seeds, ${total.steps} steps …`);
    }
  }
  const words = Object.entries(total).map(([name, count]) => `${Math.round(count).toLocaleString('en')} ${name}`);
  console.log(`${words.join(', ')} in ${((now() - began) / 1_000).toFixed(1)} s`);
}

function add(total: Record<'seeds' | 'steps' | 'hours' | keyof Outcome['figures'], number>, outcome: Outcome): void {
  total.seeds += 1;
  total.steps += outcome.steps;
  total.hours += outcome.milliseconds / 3_600_000;
  for (const [name, count] of Object.entries(outcome.figures)) total[name as keyof Outcome['figures']] += count;
}

function report({ plan, steps, failure }: Outcome): void {
  process.exitCode = 1;
  for (const line of failure?.trace ?? []) console.log(line);
  console.log(`Seed ${plan.seed} failed after ${steps} steps.`, failure?.error);
  console.log(`The plan: ${JSON.stringify(plan)}`);
  console.log(`Run it again: npm run simulate -- --seed ${plan.seed} --trace 500`);
}
