/** The longest id. */
export const MAX_ID = 64;
/** The longest id that is made from a name. */
export const MAX_READABLE_ID = 48;
/** The pattern of an id, without anchors. */
export const SLUG_PATTERN = '[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?';
/** An id of an aggregate, as the ledger takes it. */
export const SLUG = new RegExp(`^${SLUG_PATTERN}$`);

export const isId = (text: string): boolean => SLUG.test(text);

/** The beginning of a text in the letters of ids, cut between words; undefined if it has no letter or digit. */
export function cutId(text: string, max = MAX_ID): string | undefined {
  const cut = text.length <= max ? text : text.slice(0, max + 1).replace(/-[^-]*$/, '');
  const id = withoutEnds(cut.slice(0, max));
  return isId(id) ? id : undefined;
}

/** The id for 1; for 2 and more with the number behind it, within the longest id. */
export function numberedId(id: string, number: number): string {
  const suffix = number === 1 ? '' : `-${number}`;
  return withoutEnds(id.slice(0, MAX_ID - suffix.length)) + suffix;
}

/** The id, or with a number behind it the first that is free. */
export function freeId(id: string, isTaken: (id: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const candidate = numberedId(id, number);
    if (!isTaken(candidate)) return candidate;
  }
}

const withoutEnds = (text: string): string => text.replace(/^-+|(?<!-)-+$/g, '');
