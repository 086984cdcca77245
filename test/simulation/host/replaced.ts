import { replaceBuiltins } from './builtins.js';

/** Milliseconds of a clock that isn't simulated. */
export const realTime = performance.now.bind(performance);

replaceBuiltins();
