// Prints the bill of materials of the newest build, or writes it to a file: `npm run -s sbom -- sbom.json`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundledIn, sbomOfLock, sbomOfPackage } from './sbom.js';

const project = fileURLToPath(new URL('..', import.meta.url));
const [, , file] = process.argv;
try {
  const { name } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const sbom = sbomOfPackage(sbomOfLock(project), bundledIn(join(project, 'dist')), { name });
  const text = `${JSON.stringify(sbom, undefined, 2)}\n`;
  if (file === undefined) process.stdout.write(text);
  else writeFileSync(file, text);
} catch (error) {
  const remedy = error.code === 'ENOENT' ? ' Build first: npm run build.' : '';
  console.error(`There is no bill of materials. ${error.message}${remedy}`);
  process.exitCode = 1;
}
