import { existsSync } from 'node:fs';

/** What a connection string or an address looks like, though it may be mistyped. */
const LIKE_AN_ADDRESS = /@|:\/\/|^(?:esdb|kurrentdb)/i;

/** Whether a text is meant for a folder: one that looks like an address is only if it is there. */
export const isFolder = (text: string): boolean => text !== '' && (!LIKE_AN_ADDRESS.test(text) || existsSync(text));
