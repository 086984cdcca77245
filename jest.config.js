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
  testTimeout: 30_000,
  // Many tests wait, for a disk or another process: one for each core doesn't fill it.
  maxWorkers: '100%',
  projects: [
    { ...shared, roots: ['<rootDir>/test'], setupFiles: ['<rootDir>/test/repeatable.ts'] },
    // The API once more, on ledgers whose log is in a double of EventStoreDB.
    {
      ...shared,
      displayName: 'event-store',
      roots: ['<rootDir>/test/api'],
      setupFiles: ['<rootDir>/test/repeatable.ts', '<rootDir>/test/api/in-event-store.ts'],
    },
  ],
};
