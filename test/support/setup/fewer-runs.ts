/** Properties run on a tenth of their random cases by default. */
process.env['TEST_RUNS'] ??= '0.1';
