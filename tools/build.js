// Builds the program: `npm run build`. `--package` is for what is packed or copied: see `place-build.js`.
import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { placeBuild } from './place-build.js';
import { writeParts } from './describe-types.js';

const project = fileURLToPath(new URL('..', import.meta.url));
const began = performance.now();
console.log('Building …');
try {
  placeBuild(
    project,
    (folder) => {
      compile(folder);
      writeParts(project, folder);
      chmodSync(join(folder, 'cli.js'), 0o755);
    },
    { asFolder: process.argv.includes('--package') },
  );
  console.log(`Built in ${((performance.now() - began) / 1_000).toFixed(0)} s.`);
} catch (error) {
  console.error(`The build failed; dist is as it was. ${error.message}`);
  process.exitCode = 1;
}

function compile(folder) {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const args = [tsc, '--project', join(project, 'tsconfig.build.json'), '--outDir', folder];
  const { status, error } = spawnSync(process.execPath, args, { cwd: project, stdio: 'inherit' });
  if (status !== 0) throw error ?? new Error('The compiler found errors.');
}
