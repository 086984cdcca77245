/** Properties are tried on a tenth of their random cases. */
process.env['TEST_RUNS'] ??= '0.1';
