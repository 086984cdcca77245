// Makes the JSON Schemas of the types that the OpenAPI document speaks of, and puts the recorded examples beside them:
// `dist/openapi/parts.json` is what the running ledger makes the document from, together with its own routes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createGenerator } from 'ts-json-schema-generator';

const ROOT = 'DescribedTypes';
const generator = createGenerator({
  path: 'src/openapi/schema-types.ts',
  tsconfig: 'tsconfig.json',
  type: ROOT,
  // The compiler has done that.
  skipTypeCheck: true,
});
const { [ROOT]: _root, ...definitions } = generator.createSchema(ROOT).definitions;
const examples = JSON.parse(readFileSync('src/openapi/examples.json', 'utf8'));
mkdirSync('dist/openapi', { recursive: true });
writeFileSync('dist/openapi/parts.json', JSON.stringify({ definitions, examples }));
