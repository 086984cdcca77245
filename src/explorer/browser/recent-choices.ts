const MOST = 8;
const PREFIX = 'claim-ledger-recent-';
const keyOf = (what: string): string => PREFIX + what;

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

/** Forgets all choices, when somebody leaves this browser to others. */
export function forgetChoices(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // Where storage is forbidden, nothing was remembered.
  }
}
