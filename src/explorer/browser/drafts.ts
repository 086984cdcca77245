/** What is in a finder while nothing is chosen for it. */
export interface Typed {
  readonly text: string;
  /** Whether it is being registered. */
  readonly isNew?: boolean;
  /** In a finder of entries: the claim whose entries are searched, and what is typed to find that. */
  readonly claim?: string | undefined;
  readonly ofClaim?: Typed | undefined;
}

/** What somebody has written and not recorded yet. It never holds the key to the ledger. */
export interface Draft {
  readonly values: Readonly<Record<string, unknown>>;
  /** What is in its finders, by the JSON Pointers of their fields. */
  readonly typed?: Readonly<Record<string, Typed>>;
  /** When it was changed last: an ISO instant. */
  readonly savedAt: string;
  /** The `Idempotency-Key` of its recording. */
  readonly key: string;
  /** The revision that was seen when it was begun. */
  readonly revision?: number | undefined;
  /** Whether it was sent and no answer came: then it may be recorded. */
  readonly isLost?: boolean;
}

/** Whose draft it is, a principal's id, and the form that it is of. */
export interface DraftName {
  readonly owner: string;
  readonly form: string;
}

const prefixOf = (owner: string): string => `claim-ledger-draft:${owner}:`;
const keyOf = ({ owner, form }: DraftName): string => prefixOf(owner) + form;

/** The draft of a form; undefined if there is none, or where storage is forbidden. */
export function readDraft(name: DraftName): Draft | undefined {
  try {
    const text = localStorage.getItem(keyOf(name));
    return text === null ? undefined : (JSON.parse(text) as Draft);
  } catch {
    return undefined;
  }
}

/** Whether this browser keeps drafts: not where it forbids storage. */
export function keepsDrafts(): boolean {
  const probe = `${prefixOf('')}probe`;
  try {
    localStorage.setItem(probe, '');
    localStorage.removeItem(probe);
    return true;
  } catch {
    return false;
  }
}

/** Whether it could be kept. */
export function keepDraft(name: DraftName, draft: Draft): boolean {
  try {
    localStorage.setItem(keyOf(name), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(name: DraftName): void {
  try {
    localStorage.removeItem(keyOf(name));
  } catch {
    // Where storage is forbidden, nothing was kept.
  }
}

/**
 * In a principal's drafts below a path that saw a revision, lets a later one be seen: nothing but what the same principal
 * recorded is between them.
 */
export function seeInDrafts({ owner, form: below }: DraftName, seen: number, now: number): void {
  for (const { form } of draftedForms(owner)) {
    const draft = form.startsWith(below) ? readDraft({ owner, form }) : undefined;
    if (draft?.revision === seen) keepDraft({ owner, form }, { ...draft, revision: now });
  }
}

/** The forms of which a principal has drafts in this browser, the latest first. */
export function draftedForms(owner: string): readonly { readonly form: string; readonly savedAt: string }[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefixOf(owner)))
      .map((key) => key.slice(prefixOf(owner).length))
      .flatMap((form) => {
        const draft = readDraft({ owner, form });
        return draft ? [{ form, savedAt: draft.savedAt }] : [];
      })
      .toSorted((a, b) => (a.savedAt < b.savedAt ? 1 : -1));
  } catch {
    return [];
  }
}

/** Drops all drafts of a principal. */
export function dropDraftsOf(owner: string): void {
  for (const { form } of draftedForms(owner)) dropDraft({ owner, form });
}
