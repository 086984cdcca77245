// The viewer of the OpenAPI document at `/docs`, Swagger UI, is served as it is. A dependency of the package would
// install much more, and `@scarf/scarf`, whose script reports installations.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { licencesOf } from './licences.js';

/** What `src/openapi/docs.controller.ts` serves, and the notices of what is bundled in it. */
const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'swagger-ui-bundle.js.LICENSE.txt', 'favicon-32x32.png'];

/** Copies the viewer into the folder `docs` of a build. */
export function copyViewer(build) {
  const source = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const folder = join(build, 'docs');
  mkdirSync(folder, { recursive: true });
  for (const file of FILES) copyFileSync(join(source, file), join(folder, file));
  writeFileSync(join(folder, 'LICENSES.txt'), licencesOf([join(source, 'package.json')]));
}
