// Makes a data folder with a log of so many events, without a read model:
// `node dist/bench/bench/make-ledger.js --events 1000000 --seed 1 --folder /tmp/ledgers` prints where it is.
import { parseArgs } from 'node:util';
import { ledgerWith } from './ledgers/ledger.js';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    folder: { type: 'string', default: 'bench-ledgers' },
  },
});
console.log(await ledgerWith(Number(values.events), Number(values.seed), values.folder));
