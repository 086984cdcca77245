import fc from 'fast-check';
import { runs } from '../runs.js';

/**
 * Random cases are the same in every run, so that a failure can be repeated. `FC_SEED` sets another seed:
 * `FC_SEED=$RANDOM TEST_RUNS=10 npm run jest -- property`.
 */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_122), numRuns: runs(100) });
