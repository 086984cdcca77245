// Measures the ledger together with yardsticks that it can't be faster than, and writes the figures to
// `bench/results.json`: `npm run bench -- [--only <row>]… [--size 0.1] [--folder <for generated ledgers>] [--reuse]`.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Bench, type Row } from './bench.js';
import { type Figure, isMet } from './figures.js';
import { ROOT } from './paths.js';
import { saveResults, formatTable } from './report.js';
import { append } from './cases/append.js';
import { bigClaims } from './cases/big-claims.js';
import { eventStore } from './cases/event-store.js';
import { entriesOverHttp, getClaim } from './cases/http.js';
import { hostileClaims } from './cases/hostile-claims.js';
import { importing } from './cases/import.js';
import { oneCaller, readers } from './cases/readers.js';
import { pages } from './cases/pages.js';
import { past } from './cases/past.js';
import { memory, rebuilding } from './cases/rebuild.js';
import { replay } from './cases/replay.js';
import { eventLoop, live, start } from './cases/running.js';
import { scale } from './cases/scale.js';
import { search } from './cases/search.js';
import { traces } from './cases/traces.js';
import { webhooks } from './cases/webhooks.js';

const ROWS: readonly Row[] = [
  append,
  entriesOverHttp,
  oneCaller,
  getClaim,
  live,
  bigClaims,
  hostileClaims,
  importing,
  readers,
  rebuilding,
  memory,
  start,
  scale,
  search,
  past,
  pages,
  replay,
  eventLoop,
  traces,
  webhooks,
  eventStore,
];

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    size: { type: 'string', default: '1' },
    folder: { type: 'string', default: join(tmpdir(), 'claim-ledger-bench') },
    results: { type: 'string', default: join(ROOT, 'bench', 'results.json') },
    reuse: { type: 'boolean', default: false },
  },
});
const names = ROWS.map(({ name }) => name);
const unknown = values.only?.find((name) => !names.includes(name));
if (unknown !== undefined) throw new Error(`There is no row "${unknown}"; there are: ${names.join(', ')}.`);

const bench = new Bench({ size: Number(values.size), folder: values.folder, reuse: values.reuse });
const all: Figure[] = [];
try {
  for (const row of ROWS) {
    if (values.only && !values.only.includes(row.name)) continue;
    const figures: Figure[] = [];
    for await (const figure of row.measure(bench)) {
      figures.push(figure);
      console.error(`${row.name}: ${figure.name}`);
    }
    saveResults(values.results, row.name, figures, names);
    all.push(...figures);
  }
} finally {
  bench.close();
  console.log(formatTable(all));
}
// Node itself exits with 1 after an error.
process.exitCode = all.every(isMet) ? 0 : 2;
