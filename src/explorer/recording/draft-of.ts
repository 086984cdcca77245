import type { DraftName } from '../browser/drafts.js';
import type { View } from '../components/view.js';
import { SETTINGS } from '../moment/settings.js';

/** Names the draft of a form: its address. In other languages, or with times of another zone, it is the same form. */
export function draftOf(path: string, query: URLSearchParams): string {
  const own = new URLSearchParams(query);
  for (const name of SETTINGS) own.delete(name);
  return own.size === 0 ? path : `${path}?${own.toString()}`;
}

/** The visitor's own draft of a form. Those who haven't logged in share theirs. */
export const ownDraft = ({ visitor }: Pick<View, 'visitor'>, form: string): DraftName => ({
  owner: visitor?.id ?? '',
  form,
});
