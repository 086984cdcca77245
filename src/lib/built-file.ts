/**
 * A file of the build that this program runs from, also after a newer build has taken its place: `dist` is a link to
 * the newest. Run from its source, as by tests, the program takes the newest build's.
 */
export const builtFile = (path: string): URL =>
  new URL(import.meta.url.endsWith('.ts') ? `../../dist/${path}` : `../${path}`, import.meta.url);
