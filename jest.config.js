/** What every test is run by. */
const shared = {
  roots: ['<rootDir>/test'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  // Fastify's `inject`, which is CommonJS, requires this ES module, as Node can and Jest can't.
  transformIgnorePatterns: ['/node_modules/(?!cookie/)'],
  transform: {
    '/node_modules/cookie/.+\\.js$': [
      '@swc/jest',
      { swcrc: false, jsc: { target: 'es2023' }, module: { type: 'commonjs' } },
    ],
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true, tsx: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            react: { runtime: 'automatic', importSource: 'preact' },
          },
          keepClassNames: true,
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};
const setup = (...names) => names.map((name) => `<rootDir>/test/support/setup/${name}.ts`);
const SLOW = '\\.slow\\.test\\.ts$';
/** The file of the API's tests that `npm test` runs on a fake EventStoreDB, too. */
const SAMPLE = 'test/e2e/api/commands.test.ts';

/**
 * `npm test` has one run of each kind: `unit`, `e2e` and `event-store`. `npm run test:slow` has the rest: what waits long,
 * kills processes again and again, or is one more case of what a quick test shows (`*.slow.test.ts`); properties on all
 * their random cases; and all of the API on a fake EventStoreDB. `npm run test:all` has both.
 *
 * @type {import('jest').Config}
 */
export default {
  // Only a test that hangs takes so long, however busy the machine is.
  testTimeout: 300_000,
  // Many tests wait, for a disk or another process: one for each core doesn't fill it.
  maxWorkers: '100%',
  // Jest keeps the modules of files that have run. A worker that holds more than this is replaced after its file.
  workerIdleMemoryLimit: '768MB',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: [SLOW, '/test/e2e/'],
      setupFiles: setup('fewer-runs', 'fast-check'),
    },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['**/test/e2e/**/*.test.ts'],
      testPathIgnorePatterns: [SLOW],
      setupFiles: setup('fewer-runs', 'fast-check'),
    },
    {
      ...shared,
      displayName: 'event-store',
      testMatch: [`**/${SAMPLE}`],
      setupFiles: setup('fewer-runs', 'fast-check', 'eventstoredb'),
    },
    {
      ...shared,
      displayName: 'slow',
      testMatch: ['**/*.slow.test.ts', '**/*.property.test.ts'],
      setupFiles: setup('fast-check'),
    },
    {
      ...shared,
      displayName: 'event-store-all',
      testMatch: ['**/test/e2e/api/**/*.test.ts'],
      testPathIgnorePatterns: [SAMPLE],
      setupFiles: setup('fast-check', 'eventstoredb'),
    },
  ],
};
