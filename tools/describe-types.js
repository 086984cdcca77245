// Makes the JSON Schemas of the types that the OpenAPI document speaks of, and puts the recorded examples with them:
// `openapi/parts.json` of a build is what the running ledger makes the document from, together with its own routes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

const ROOT_TYPE = 'DescribedTypes';

/** Writes the file into a build of the project in this folder. */
export function writeParts(project, build) {
  const generator = createGenerator({
    path: join(project, 'src/openapi/schema-types.ts'),
    tsconfig: join(project, 'tsconfig.json'),
    type: ROOT_TYPE,
    // The compiler has done that.
    skipTypeCheck: true,
  });
  const { [ROOT_TYPE]: _root, ...definitions } = generator.createSchema(ROOT_TYPE).definitions;
  const examples = JSON.parse(readFileSync(join(project, 'src/openapi/examples.json'), 'utf8'));
  mkdirSync(join(build, 'openapi'), { recursive: true });
  const lifted = JSON.stringify({ definitions, examples }, (_name, value) => withDescription(value));
  writeFileSync(join(build, 'openapi/parts.json'), lifted);
}

/** The generator describes a field of a mapped type that may be null within the alternative that isn't null. */
function withDescription(schema) {
  const [{ description, ...given } = {}, none, ...others] = (Array.isArray(schema?.anyOf) && schema.anyOf) || [];
  if (description === undefined || none?.type !== 'null' || others.length > 0) return schema;
  return { anyOf: [given, none], description };
}
