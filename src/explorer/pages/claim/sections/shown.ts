import type { ClaimData } from '../load.js';

/** Whether the page shows an entry, `claim/entry`, so that links to it can stay on the page. */
export const isShown =
  ({ history }: Pick<ClaimData, 'history'>) =>
  (entry: string): boolean =>
    history.items.some((item) => item.kind === 'entry' && item.entry === entry);
