import { join } from 'node:path';

/** The repository: this runs as `dist/bench/bench/places.js`. */
export const ROOT = join(import.meta.dirname, '..', '..', '..');
export const CLI = join(ROOT, 'dist', 'cli.js');

/** One of the programs in `bench/servers`. */
export const serverProgram = (name: string): string => join(import.meta.dirname, 'servers', `${name}.js`);
