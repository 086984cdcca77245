import type { Wanted } from './names.js';

/** What a scenario leaves out, such as `actor:tass`, in its two parts. */
export function exclusionParts(exclusion: string): { readonly kind: string; readonly id: string } {
  const colon = exclusion.indexOf(':');
  return { kind: exclusion.slice(0, colon), id: exclusion.slice(colon + 1) };
}

/** What a scenario names, so that it can be shown by name. */
export function mentionsOfScenario(without: readonly string[]): Wanted {
  const idsOf = (...kinds: readonly string[]) =>
    without.map(exclusionParts).flatMap(({ kind, id }) => (kinds.includes(kind) ? [id] : []));
  return { actors: idsOf('actor', 'publisher'), documents: idsOf('document'), entries: idsOf('entry') };
}
