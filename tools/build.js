// Builds the program: `npm run build`. `--package` is for what is packed or copied: see `place-build.js`.
import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { linkProgram } from './link-program.js';
import { bundleExplorer } from './bundle-explorer.js';
import { bundleProgram } from './bundle.js';
import { copyViewer } from './copy-viewer.js';
import { placeBuild } from './place-build.js';
import { writeParts } from './describe-types.js';

const project = fileURLToPath(new URL('..', import.meta.url));
const began = performance.now();
console.log('Building …');
try {
  linkProgram(project);
  await placeBuild(
    project,
    async (folder) => {
      compile(folder);
      writeParts(project, folder);
      await bundleProgram(folder);
      await bundleExplorer(folder);
      copyViewer(folder);
      chmodSync(join(folder, 'cli.js'), 0o755);
    },
    { asFolder: process.argv.includes('--package') },
  );
  console.log(`Built in ${((performance.now() - began) / 1_000).toFixed(0)} s.`);
} catch (error) {
  console.error(`The build failed; dist is as it was. ${error.message}`);
  process.exitCode = 1;
}

/** `nest build` writes where its tsconfig says: so each build has one of its own, until it is done. */
function compile(folder) {
  const tsconfig = join(folder, 'tsconfig.json');
  writeFileSync(tsconfig, JSON.stringify({ extends: '../tsconfig.build.json', compilerOptions: { outDir: '.' } }));
  const nest = createRequire(import.meta.url).resolve('@nestjs/cli/bin/nest.js');
  const { status, error } = spawnSync(process.execPath, [nest, 'build', '--path', relative(project, tsconfig)], {
    cwd: project,
    stdio: 'inherit',
  });
  rmSync(tsconfig);
  if (status !== 0) throw error ?? new Error('The compiler found errors.');
}
