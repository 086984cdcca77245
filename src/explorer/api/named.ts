import type { ById } from './names.js';

/** Ids with their names, as far as these are known. */
export const named = (names: ById, ids: readonly string[]) => ids.map((id) => ({ id, name: names[id] }));
