/** A number with its noun, such as `1 entry` and `2 entries`. */
export const counted = (count: number, one: string, several = `${one}s`): string =>
  `${count} ${count === 1 ? one : several}`;

export const entriesText = (count: number): string => counted(count, 'entry', 'entries');

/** The first of some texts, and how many there are beyond these; `total` counts those that aren't given, too. */
export function firstOf(texts: readonly string[], max: number, total = texts.length): string {
  const shown = texts.slice(0, max);
  return total > shown.length ? `${shown.join(', ')} and ${total - shown.length} more` : shown.join(', ');
}
