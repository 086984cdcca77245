import { ownAddress } from '../../moment/own-address.js';
import type { PageRequest } from '../../page.js';

export interface LoginData {
  /** Where to go from here: an address of this ledger. */
  readonly next: string;
}

export const loadLogin = ({ query }: PageRequest): Promise<LoginData> => {
  const next = ownAddress(query.get('next'));
  return Promise.resolve({ next: next === undefined || next.startsWith('/login') ? '/' : next });
};
