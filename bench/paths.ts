import { join } from 'node:path';

/** The repository: this file runs as `dist/bench/bench/paths.js`. */
export const ROOT = join(import.meta.dirname, '..', '..', '..');
export const CLI = join(ROOT, 'dist', 'cli.js');

/** Returns the path of a program in `bench/servers`. */
export const serverProgram = (name: string): string => join(import.meta.dirname, 'servers', `${name}.js`);
