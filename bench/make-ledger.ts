// Creates a data folder with a log of so many generated events and no read model, and prints its path:
// `node dist/bench/bench/make-ledger.js --events 1000000 --seed 1 --folder /tmp/ledgers`.
import { parseArgs } from 'node:util';
import { generateLedger } from './ledgers/generate-ledger.js';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    folder: { type: 'string', default: 'bench-ledgers' },
  },
});
console.log(await generateLedger(Number(values.events), Number(values.seed), values.folder));
