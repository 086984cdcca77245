import type { PrincipalView } from '../../access/access.views.js';
import type { Page as ListPage } from '../../read-model/pagination.js';
import type { PageRequest } from '../page.js';
import { ApiError } from './api.js';
import type { ById } from './names.js';

const MAX_PAGES = 5;

/**
 * The names of principals that recorded something, for a visitor that may know them: an administrator. Others know their
 * own. What is missing is shown by its id.
 */
export async function recorderNames(
  { api, visitor }: Pick<PageRequest, 'api' | 'visitor'>,
  ids: readonly string[],
): Promise<ById> {
  const { scopes } = await visitor;
  if (!scopes.includes('admin')) return {};
  const names: Record<string, string> = {};
  try {
    let cursor: string | undefined;
    for (let page = 0; page < MAX_PAGES && ids.some((id) => names[id] === undefined); page += 1) {
      const list: ListPage<PrincipalView> = await api.get('/v1/principals', { limit: 200, cursor });
      for (const { id, name } of list.items) if (ids.includes(id)) names[id] = name;
      cursor = list.next;
      if (cursor === undefined) break;
    }
  } catch (error) {
    // The log can't be read, in which they are.
    if (!(error instanceof ApiError)) throw error;
  }
  return names;
}
