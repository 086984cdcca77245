import type { Scope } from '../../access/access.events.js';
import type { WhoAmIView } from '../../access/access.views.js';
import { type Api, ApiError } from './api.js';

/** Who looks at a page. */
export interface Visitor {
  /** The principal's id. Absent for somebody who isn't logged in, as the name is. */
  readonly id?: string;
  readonly name?: string;
  /** What the key allows. */
  readonly scopes: readonly Scope[];
}

export const NOBODY: Visitor = { scopes: [] };

/** Whom the ledger takes the sender of a page's requests for. A key that isn't valid any more is nobody's. */
export async function visitorOf(api: Api): Promise<Visitor> {
  const who = await whoAmI(api);
  return who?.principal ? { ...who.principal, scopes: who.scopes } : NOBODY;
}

/** Undefined if the key isn't valid any more. */
export async function whoAmI(api: Api): Promise<WhoAmIView | undefined> {
  try {
    return await api.get<WhoAmIView>('/v1/whoami');
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 401) return undefined;
    throw error;
  }
}
