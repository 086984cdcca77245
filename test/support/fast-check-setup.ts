import fc from 'fast-check';

/**
 * Random histories are the same in every run, so that what fails once fails again. To explore: `FC_SEED` takes another
 * seed, as `FC_SEED=$RANDOM`, and `FC_RUNS` says how many histories a law is tried on.
 */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_122) });
