import fc from 'fast-check';
import { runs } from '../runs.js';

/**
 * Random cases are the same in every run, so that what fails once fails again. `FC_SEED` takes another seed, as in
 * `FC_SEED=$RANDOM TEST_RUNS=10 npm run jest -- property`.
 */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_122), numRuns: runs(100) });
