import type { EntryView, HistoryItem } from '../queries/views.js';

/** A step: the item that changed the status, and the entries after it. The first one of a page may have begun before. */
export interface FoldedStep {
  readonly start: HistoryItem | undefined;
  readonly entries: readonly EntryView[];
}

export interface FoldedHistory {
  readonly steps: readonly FoldedStep[];
  /** How many changes are left out. */
  readonly omitted: number;
  /** The revision of the last entry in the steps, if items after it are left for the next page. */
  readonly cutAfter?: number;
}

/**
 * Folds a page of a history into steps. If these are too many, the page ends before an entry. Only where there are too
 * many changes between two entries, the first of these changes are left out.
 */
export function foldHistory(items: readonly HistoryItem[], maxSteps: number): FoldedHistory {
  const steps: { start: HistoryItem | undefined; entries: EntryView[] }[] = [];
  let omitted = 0;
  let lastRevision: number | undefined;
  for (const { entry, changes } of groupsOf(items)) {
    const begun = changes.length + (entry?.changed ? 1 : 0);
    if (steps.length + begun > maxSteps && lastRevision !== undefined) {
      return { steps, omitted, cutAfter: lastRevision };
    }
    const left = Math.min(Math.max(0, steps.length + begun - maxSteps), changes.length);
    omitted += left;
    if (entry) {
      lastRevision = entry.revision;
      const last = steps.at(-1);
      if (entry.changed) steps.push({ start: entry, entries: [] });
      else if (last) last.entries.push(entry);
      else steps.push({ start: undefined, entries: [entry] });
    }
    for (const start of changes.slice(left)) steps.push({ start, entries: [] });
  }
  return { steps, omitted };
}

/** Each entry, with the changes before the next entry that it didn't cause itself. */
function* groupsOf(items: readonly HistoryItem[]) {
  let group: { entry: EntryView | undefined; changes: HistoryItem[] } = { entry: undefined, changes: [] };
  for (const item of items) {
    if (item.kind === 'change') group.changes.push(item);
    else {
      if (group.entry ?? group.changes.length > 0) yield group;
      group = { entry: item, changes: [] };
    }
  }
  yield group;
}
