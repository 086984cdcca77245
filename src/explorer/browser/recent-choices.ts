const MOST = 8;
const keyOf = (what: string): string => `claim-ledger-recent-${what}`;

/** The ids that were chosen here lately, the last one first; none where storage is forbidden. */
export function recentChoices(what: string): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(what)) ?? '[]');
    return Array.isArray(stored) ? stored.filter((each): each is string => typeof each === 'string') : [];
  } catch {
    return [];
  }
}

/** Remembers a choice, for the next forms too. */
export function rememberChoice(what: string, id: string): void {
  const others = recentChoices(what).filter((other) => other !== id);
  try {
    localStorage.setItem(keyOf(what), JSON.stringify([id, ...others].slice(0, MOST)));
  } catch {
    // Storage is forbidden or full: then nothing is remembered.
  }
}
