// Takes the place of @formatjs/fast-memoize in the browser: `words.ts` passes formatters that it keeps itself.
export const memoize = (make) => make;
export const strategies = {};
