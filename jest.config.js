/** What every test is run by. */
const shared = {
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};

/** @type {import('jest').Config} */
export default {
  // Only a test that hangs takes so long, however busy the machine is.
  testTimeout: 300_000,
  // Many tests wait, for a disk or another process: one for each core doesn't fill it.
  maxWorkers: '100%',
  projects: [
    { ...shared, roots: ['<rootDir>/test'], setupFiles: ['<rootDir>/test/support/fast-check-setup.ts'] },
    // The API once more, on ledgers whose log is in a double of EventStoreDB.
    {
      ...shared,
      displayName: 'event-store',
      roots: ['<rootDir>/test/e2e/api'],
      setupFiles: ['<rootDir>/test/support/fast-check-setup.ts', '<rootDir>/test/e2e/api/eventstoredb-setup.ts'],
    },
  ],
};
