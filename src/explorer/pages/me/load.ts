import type { WhoAmIView } from '../../../access/access.views.js';
import { whoAmI } from '../../api/visitor.js';
import type { PageRequest } from '../../page.js';

export interface MeData {
  /** Null if the key in the cookie isn't valid any more. */
  readonly who: WhoAmIView | null;
}

export const loadMe = async ({ api }: PageRequest): Promise<MeData> => ({ who: (await whoAmI(api)) ?? null });
