import tseslint from 'typescript-eslint';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';

/** Imports run one way (docs/architecture.md): each folder may import those listed, and itself. */
const mayImport = {
  lib: [],
  'event-log': ['lib'],
  verification: ['lib'],
  recording: ['lib', 'event-log', 'verification'],
  consumers: ['lib', 'event-log', 'recording', 'verification'],
  ndjson: [],
  validation: ['recording', 'verification'],
  access: ['event-log', 'recording', 'validation'],
  http: ['event-log', 'recording', 'consumers', 'validation', 'verification', 'access'],
};
/** Each of these may import the ones above, and those of its own row. */
for (const row of [
  ['actors', 'documents', 'claims', 'narratives'],
  ['feeds', 'import', 'keys', 'operations'],
  ['archive'],
  ['openapi'],
]) {
  const before = Object.keys(mayImport);
  for (const folder of row) mayImport[folder] = [...before, ...row];
}
const zones = Object.entries(mayImport).map(([folder, allowed]) => ({
  target: `./src/${folder}`,
  from: './src',
  except: [...new Set([folder, ...allowed])].map((name) => `./${name}`),
  message: `src/${folder} may import only: ${[...allowed, 'itself'].join(', ')}.`,
}));
zones.push({
  target: './src/claims/projection',
  from: './src/claims/queries',
  message: 'What is written into a read model knows nothing of how it is read.',
});

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'test/**/fixtures/'] },
  ...tseslint.configs.strictTypeChecked,
  {
    plugins: { 'import-x': importX },
    // Modules are named as they are built: without this their sources aren't found, and no zone holds.
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensionAlias: { '.js': ['.ts', '.js'] } })] },
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
  { files: ['src/*.ts', 'src/**/*.module.ts'], rules: { 'no-restricted-imports': 'off' } },
  // supertest leaves bodies untyped; what matters there is what `expect` says of them.
  {
    files: ['test/api/**', 'test/instances/**'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-member-access': 'off' },
  },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
);
