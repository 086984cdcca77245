import tseslint from 'typescript-eslint';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';

/** Imports run one way (docs/explanation/architecture.md): each folder may import those listed, and itself. */
const layers = [
  ['lib'],
  ['event-log', 'tracing'],
  ['domain'],
  ['verification', 'command-handling', 'read-model'],
  ['projections', 'validation'],
  ['access'],
  ['http'],
  ['settings'],
  ['redactions'],
  ['actors', 'deliveries', 'documents', 'policies'],
  ['claims'],
  ['narratives'],
  ['ledger'],
  ['interchange'],
  ['feeds', 'import', 'keys', 'operations', 'reliance', 'replay'],
  ['erasure', 'webhooks'],
  ['archive'],
  ['openapi', 'threads', 'explorer'],
  ['app'],
  ['cli'],
];
/** Only the write side knows commands; only the projecting thread knows how rows are written. */
const apart = {
  'command-handling': ['read-model', 'verification'],
  verification: ['event-log', 'read-model'],
  'read-model': ['command-handling', 'verification'],
  projections: ['command-handling', 'verification'],
  access: ['projections', 'read-model', 'verification'],
  ...Object.fromEntries(
    [
      'http',
      'interchange',
      'erasure',
      'feeds',
      'import',
      'keys',
      'operations',
      'reliance',
      'replay',
      'webhooks',
      'openapi',
    ].map((reader) => [reader, ['projections']]),
  ),
};
const mayImport = {};
for (const [index, row] of layers.entries()) {
  const below = layers.slice(0, index).flat();
  for (const folder of row) mayImport[folder] = below.filter((name) => !apart[folder]?.includes(name));
}
const zones = Object.entries(mayImport).map(([folder, allowed]) => ({
  target: `./src/${folder}`,
  from: './src',
  except: [...new Set([folder, ...allowed, 'config.ts'])].map((name) => `./${name}`),
  message: `src/${folder} may import only: ${[...allowed, 'itself'].join(', ')}.`,
}));
zones.push({
  target: './src/claims/projection',
  from: './src/claims/queries',
  message: 'What is written into a read model knows nothing of how it is read.',
});
zones.push({
  target: ['./src/**/*.queries.ts', './src/**/*.controller.ts', './src/claims/queries'],
  from: './src/projections',
  message: 'Queries read the read model; only projections write it.',
});

/** The explorer knows the API as its clients do: of the server's code, it uses types. */
const serverFolders = layers.flat().filter((folder) => folder !== 'explorer');
const typesOnly = (allowed) => ({
  regex: `^(?:\\.\\./)+(?:${serverFolders.filter((folder) => !allowed.includes(folder)).join('|')})/`,
  allowTypeImports: true,
  message: `Of the server, import types only, and code from: ${allowed.join(', ')}.`,
});
const notInBrowsers = {
  regex: '^(?:node:|fastify|@nestjs/)|/explorer/server/|^(?:\\.\\./)+server/',
  message: 'This also runs in browsers. What needs Node goes into src/explorer/server.',
};
const browserGlobals = ['document', 'window', 'location', 'history', 'navigator', 'localStorage', 'sessionStorage'];

export default tseslint.config(
  { ignores: ['dist/', '.dist-*/', 'coverage/', 'test/**/fixtures/'] },
  ...tseslint.configs.strictTypeChecked,
  {
    plugins: { 'import-x': importX },
    // Modules are named as they are built: without this their sources aren't found, and no zone holds.
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensionAlias: { '.js': ['.ts', '.tsx', '.js'] } })] },
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['*.js'] }, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '\\.controller\\.js$', message: 'Nothing imports a controller but its module.' }] },
      ],
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['src/explorer/**'],
    ignores: ['src/explorer/server/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [typesOnly(['domain']), notInBrowsers] }],
    },
  },
  {
    files: ['src/explorer/server/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [typesOnly(['domain', 'lib', 'http'])] }],
    },
  },
  // The compiler knows these names everywhere; only what src/explorer/browser holds never runs on the server.
  {
    files: ['src/**'],
    ignores: ['src/explorer/browser/**'],
    rules: { 'no-restricted-globals': ['error', ...browserGlobals] },
  },
  { files: ['src/app/*.ts', 'src/**/*.module.ts'], rules: { 'no-restricted-imports': 'off' } },
  // supertest leaves bodies untyped; what matters there is what `expect` says of them.
  {
    files: ['test/e2e/**'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-member-access': 'off' },
  },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
);
