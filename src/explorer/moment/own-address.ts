/** Any host: an address that leaves it isn't one of this ledger. */
const HERE = 'http://own.invalid';

/** A path of the explorer with its query, such as a page to return to; undefined if it would lead to another host. */
export function ownAddress(text: string | null | undefined): string | undefined {
  if (text == null || !text.startsWith('/') || !URL.canParse(text, HERE)) return undefined;
  const { origin, pathname, search, hash } = new URL(text, HERE);
  // A path that begins with two slashes names a host, however it came to begin so.
  return origin === HERE && !pathname.startsWith('//') ? `${pathname}${search}${hash}` : undefined;
}
