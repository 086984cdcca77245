import { cutId, isId, MAX_ID } from '../../domain/ids.js';
import { slugOf } from '../../domain/slug.js';
import type { ApiClient } from '../ledger/api-client.js';

/** The resource with this id below a path such as `/v1/actors`; undefined if there is none, or the text is not an id. */
export const findById = async <View>(client: ApiClient, path: string, text: string): Promise<View | undefined> =>
  isId(text) ? client.find<View>(`${path}/${text}`) : undefined;

/** A readable id made of a text, cut between words; undefined where it has no letter or digit. */
export const idFrom = (text: string, max = MAX_ID): string | undefined => cutId(slugOf(text), max);
