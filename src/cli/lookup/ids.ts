import slugify from '@sindresorhus/slugify';

/** An id as the ledger takes it. */
const ID = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
const MAX_ID = 64;

export const isId = (text: string): boolean => ID.test(text);

/** A readable id made of a text, cut between words; undefined where it has no letter or digit. */
export function idFrom(text: string, max = MAX_ID): string | undefined {
  const slug = slugify(text, { decamelize: false });
  const cut = slug.length <= max ? slug : slug.slice(0, max + 1).replace(/-[^-]*$/, '');
  const id = cut.slice(0, max).replace(/^-+|-+$/g, '');
  return isId(id) ? id : undefined;
}

/** The id, or with a number behind it the first that is free. */
export function freeId(id: string, isTaken: (id: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : `-${number}`;
    const candidate = `${id.slice(0, MAX_ID - suffix.length).replace(/-+$/, '')}${suffix}`;
    if (!isTaken(candidate)) return candidate;
  }
}
