import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The markup of a fact-checker as it was found, with other names, texts and hosts. */
export const shape = (number: number): string =>
  readFileSync(join(import.meta.dirname, 'shapes', `shape-${String(number).padStart(2, '0')}.json`), 'utf8');
