import { MAX_ID, SLUG, slugOf } from '../../lib/slug.js';
import type { ApiClient } from '../ledger/api-client.js';

export const isId = (text: string): boolean => SLUG.test(text);

/** The resource with this id below a path such as `/v1/actors`; undefined if there is none, or the text is not an id. */
export const findById = async <View>(client: ApiClient, path: string, text: string): Promise<View | undefined> =>
  isId(text) ? client.find<View>(`${path}/${text}`) : undefined;

/** A readable id made of a text, cut between words; undefined where it has no letter or digit. */
export function idFrom(text: string, max = MAX_ID): string | undefined {
  const slug = slugOf(text);
  const cut = slug.length <= max ? slug : slug.slice(0, max + 1).replace(/-[^-]*$/, '');
  const id = cut.slice(0, max).replace(/^-+|(?<!-)-+$/g, '');
  return isId(id) ? id : undefined;
}

/** The id, or with a number behind it the first that is free. */
export function freeId(id: string, isTaken: (id: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : `-${number}`;
    const candidate = `${id.slice(0, MAX_ID - suffix.length).replace(/(?<!-)-+$/, '')}${suffix}`;
    if (!isTaken(candidate)) return candidate;
  }
}
