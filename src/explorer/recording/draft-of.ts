import { SETTINGS } from '../moment/settings.js';

/** Names the draft of a form: its address. In other languages, or with times of another zone, it is the same form. */
export function draftOf(path: string, query: URLSearchParams): string {
  const own = new URLSearchParams(query);
  for (const name of SETTINGS) own.delete(name);
  return own.size === 0 ? path : `${path}?${own.toString()}`;
}
