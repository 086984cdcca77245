import type { Page } from '../../../read-model/pagination.js';
import { MOST_SHOWN } from '../finder.js';

/** What one search found, of a list or of all that is similar. */
export type FoundPage<Item> = Pick<Page<Item>, 'items' | 'next'>;

/** The first of what several searches found, each thing once; and whether there are more. */
export function bestOf<Item extends { readonly id: string }>(
  ...found: readonly FoundPage<Item>[]
): { readonly items: readonly Item[]; readonly more: boolean } {
  const all = new Map(found.flatMap(({ items }) => items).map((item) => [item.id, item]));
  const more = all.size > MOST_SHOWN || found.some(({ next }) => next !== undefined);
  return { items: [...all.values()].slice(0, MOST_SHOWN), more };
}

export const NO_PAGE = { items: [] } as const;
