// Runs several instances of the ledger on one event store, under writes and reads, while the given commands break the
// store, and checks that nothing was lost, duplicated or reordered:
// `CLAIM_LEDGER_LOG=esdb://… npm run bench:faults -- --fault 'the leader is killed: kill …' [--fault …]…`
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { LedgerServer } from '../servers/ledger-server.js';
import { Callers } from './callers.js';
import { compareReadModels, readEventsOfLog, findLogFaults, fetchEventIds } from './check.js';
import { type Summary, summarize, Timeline } from './timeline.js';

const { values } = parseArgs({
  options: {
    fault: { type: 'string', multiple: true, default: [] },
    instances: { type: 'string', default: '3' },
    writers: { type: 'string', default: '12' },
    claims: { type: 'string', default: '40' },
    /** Before the first fault, and after each. */
    seconds: { type: 'string', default: '20' },
  },
});
if (!process.env.CLAIM_LEDGER_LOG) throw new Error('CLAIM_LEDGER_LOG names no event store.');
const faults = values.fault.map((text) => {
  const [, name = text, command = text] = /^([^:]+): (.+)$/s.exec(text) ?? [];
  return { name, command };
});

const scratch = mkdtempSync(join(tmpdir(), 'claim-ledger-faults-'));
const folders = Array.from({ length: Number(values.instances) }, (_, index) => join(scratch, String(index)));
const instances: LedgerServer[] = [];
const problems: string[] = [];
try {
  for (const folder of folders) {
    mkdirSync(folder);
    instances.push(await LedgerServer.start(folder, instances[0]?.key));
  }
  await Promise.all(instances.map((instance) => instance.ready()));
  const claims = await registerClaims(instances[0] as LedgerServer, Number(values.claims));
  const timeline = new Timeline();
  const callers = new Callers(instances, claims, timeline);
  const calls = Promise.all([
    ...Array.from({ length: Number(values.writers) }, (_, writer) => callers.write(writer * 7)),
    ...instances.flatMap((instance) => [callers.read(instance), callers.watch(instance)]),
  ]);
  const phases = (async () => {
    await runPhase('nothing', timeline);
    for (const { name, command } of faults) await runPhase(name, timeline, command);
    callers.stop();
  })();
  await Promise.all([calls, phases]);

  const events = await readEventsOfLog();
  problems.push(...findLogFaults(events, callers.keys), ...callers.stale.map((text) => `a read was stale: ${text}`));
  await Promise.all(instances.map((instance) => instance.ready()));
  const ids = events.filter(({ stream }) => stream !== 'access').map(({ id }) => id);
  for (const instance of instances) {
    const there = await fetchEventIds(instance);
    const at = ids.findIndex((id, index) => id !== there[index]);
    if (at >= 0 || there.length !== ids.length) problems.push(`${instance.url} differs from the log at event ${at}`);
  }
  await Promise.all(instances.map((instance) => instance.stop()));
  const { rows, faults: differences } = await compareReadModels(folders);
  problems.push(...differences);
  console.log(
    `${callers.keys.size} writes were sent, and each succeeded. The log holds ${events.length} events.\n` +
      `The read models of ${instances.length} instances have ${rows} rows each.\n` +
      (problems.length === 0 ? 'Nothing was lost, duplicated, reordered or different.' : problems.join('\n')),
  );
} finally {
  await Promise.all(instances.map((instance) => instance.stop()));
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = problems.length === 0 ? 0 : 1;

/**
 * Runs the command, if there is one, lets the clients continue for a while, and waits until every instance is ready.
 */
async function runPhase(name: string, timeline: Timeline, command?: string): Promise<void> {
  const from = performance.now();
  if (command !== undefined) await promisify(execFile)('sh', ['-c', command]);
  const commandMs = performance.now() - from;
  await pause(Number(values.seconds) * 1_000);
  await Promise.all(instances.map((instance) => instance.ready()));
  console.log(formatSummary(name, commandMs, performance.now() - from, summarize(timeline, from, performance.now())));
}

function formatSummary(name: string, commandMs: number, phaseMs: number, summary: Summary): string {
  const { writes, longestGap, slowestWrite, retried, failures, longestUnready } = summary;
  const list = [...failures].map(([failure, count]) => `${count} × ${failure}`).join(', ');
  return [
    `${name} (the command took ${seconds(commandMs)})`,
    `  writes          ${writes}, ${Math.round((writes * 1_000) / phaseMs)} a second`,
    `  longest gap     ${seconds(longestGap)}`,
    `  slowest write   ${seconds(slowestWrite)}`,
    `  retried         ${retried}`,
    `  failures        ${list === '' ? 'none' : list}`,
    `  longest unready ${seconds(longestUnready)}`,
  ].join('\n');
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}

async function registerClaims(instance: LedgerServer, count: number): Promise<string[]> {
  await instance.put('/v1/actors/outlet', { kind: 'outlet', name: 'An outlet' });
  const claims = Array.from({ length: count }, (_, index) => `claim-${index}`);
  for (const id of claims) {
    await instance.put(`/v1/claims/${id}`, { text: `The claim ${id}.`, language: 'en', kind: 'factual' });
  }
  return claims;
}
