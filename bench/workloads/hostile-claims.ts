import { HOSTILE_ACTORS } from './hostile-actors.js';
import { HOSTILE_ENTRIES } from './hostile-entries.js';

/**
 * Claims as somebody makes them who may record and wants their evaluation to take long, by what they consist of. Each has
 * about so many entries, which a simple policy would compare with each other.
 */
export const HOSTILE_CLAIMS = { ...HOSTILE_ENTRIES, ...HOSTILE_ACTORS };
