/** What somebody has written and not recorded yet. It never holds the key to the ledger. */
export interface Draft {
  readonly values: Readonly<Record<string, unknown>>;
  /** When it was changed last: an ISO instant. */
  readonly savedAt: string;
  /** The `Idempotency-Key` of its recording. */
  readonly key: string;
  /** The revision that was seen when it was begun. */
  readonly revision?: number | undefined;
  /** Whether it was sent and no answer came: then it may be recorded. */
  readonly isLost?: boolean;
}

const PREFIX = 'claim-ledger-draft:';

/** The draft of a form; undefined if there is none, or where storage is forbidden. */
export function readDraft(form: string): Draft | undefined {
  try {
    const text = localStorage.getItem(PREFIX + form);
    return text === null ? undefined : (JSON.parse(text) as Draft);
  } catch {
    return undefined;
  }
}

/** Whether it could be kept. */
export function keepDraft(form: string, draft: Draft): boolean {
  try {
    localStorage.setItem(PREFIX + form, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(form: string): void {
  try {
    localStorage.removeItem(PREFIX + form);
  } catch {
    // Where storage is forbidden, nothing was kept.
  }
}

/** The forms that have drafts in this browser, the latest first. */
export function draftedForms(): readonly { readonly form: string; readonly savedAt: string }[] {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(PREFIX))
      .map((name) => name.slice(PREFIX.length))
      .flatMap((form) => {
        const draft = readDraft(form);
        return draft ? [{ form, savedAt: draft.savedAt }] : [];
      })
      .toSorted((a, b) => (a.savedAt < b.savedAt ? 1 : -1));
  } catch {
    return [];
  }
}
