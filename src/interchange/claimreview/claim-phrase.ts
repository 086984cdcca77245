import { foldText } from '../../lib/fold-text.js';

/** The longest text that a search takes. */
const MAX_SEARCH = 200;

/** A search for the beginning of a claim as a phrase; undefined for a text without letters and digits. */
export function claimPhrase(text: string): string | undefined {
  const folded = foldText(text);
  if (!/[\p{L}\p{N}]/u.test(folded)) return undefined;
  const limit = MAX_SEARCH - '""'.length;
  const space = folded.lastIndexOf(' ', limit);
  return `"${folded.length <= limit ? folded : folded.slice(0, space > 0 ? space : limit)}"`;
}
