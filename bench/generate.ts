// Writes generated commands as lines of an import: `node … --events 1000000 --seed 1 > commands.ndjson`. With
// `--types`, prints the number of lines of each type to standard error.
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { generateWorkload } from './workloads/generate-workload.js';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    types: { type: 'boolean', default: false },
  },
});
const counts = new Map<string, number>();
let left = Number(values.events);
for (const { line } of generateWorkload(Number(values.seed))) {
  if (left-- <= 0) break;
  counts.set(line.type, (counts.get(line.type) ?? 0) + 1);
  if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain');
}
if (values.types) console.error(Object.fromEntries([...counts].sort(([, a], [, b]) => b - a)));
