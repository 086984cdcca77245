import { SLUG_PATTERN } from '../domain/ids.js';

/** Bounds that keep every event readable and every page quick; `docs/reference/limits.md` lists them. */
export const MAX_TEXT = 10_000;
export const MAX_NAME = 500;
export const MAX_URL = 2_000;
export const MAX_LIST = 100;

/** An entry of the same claim, or `claim/entry`. */
export const FOREIGN_REF = new RegExp(`^${SLUG_PATTERN}/${SLUG_PATTERN}$`);
export const REF = new RegExp(`^(?:${SLUG_PATTERN}/)?${SLUG_PATTERN}$`);
