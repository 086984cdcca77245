import { existsSync, lstatSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes `npx --no-install claim-ledger` find the program of this clone, as npm does for dependencies. Without the link,
 * npx links the clone into its own cache instead: more slowly, and never again if the first call came before the build.
 */
export function linkProgram(project) {
  const modules = join(project, 'node_modules');
  const bin = join(modules, '.bin');
  // A linked folder belongs to another clone, whose program must stay its own.
  if (!existsSync(bin) || lstatSync(modules).isSymbolicLink()) return;
  const link = join(bin, 'claim-ledger');
  symlinkSync(join('..', '..', 'dist', 'cli.js'), `${link}.${process.pid}`);
  renameSync(`${link}.${process.pid}`, link);
}
