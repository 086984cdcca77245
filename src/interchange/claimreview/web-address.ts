import { textOf } from './json-ld.js';

/**
 * The web address that a field means; a relative one is resolved against the page. Undefined for anything else: a name
 * in place of an address, or a host without a scheme that isn't the page's own.
 *
 * @param page the address of the page that the markup is from
 */
export function webAddressOf(value: unknown, page: URL | undefined): string | undefined {
  const text = textOf(value);
  if (text === undefined || /\s/.test(text)) return undefined;
  if (/^https?:\/\//i.test(text)) return isWebAddress(text) ? text : undefined;
  if (page === undefined || /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text)) return undefined;
  if (/^[/?#]|^\.{1,2}\//.test(text)) return URL.canParse(text, page.href) ? new URL(text, page).href : undefined;
  // Without a scheme, "site.example/a" may be a path as well as a host: only the page's own host is certain.
  const [host = ''] = text.split(/[/?#]/, 1);
  const address = `${page.protocol}//${text}`;
  return withoutWww(host) === withoutWww(page.host) && isWebAddress(address) ? address : undefined;
}

/** The host of a web address, without `www.`. */
export const hostOf = (address: string): string => withoutWww(new URL(address).host);

const withoutWww = (host: string): string => host.toLowerCase().replace(/^www\./, '');

const isWebAddress = (text: string): boolean => URL.canParse(text) && new URL(text).hostname !== '';

/** Words in the path of a post, as social networks write them. */
const POST_PATH = /\/(?:posts?|status|statuses|videos?|photos?|reels?|watch|p|permalink|story|groups)(?:[/?.]|$)/i;

/**
 * Whether an address is of one post rather than of its author: it has the path of a post, or a long number after the
 * host, which no name has.
 */
export function isPost(address: string): boolean {
  const { pathname, search } = new URL(address);
  return POST_PATH.test(pathname) || /\d{6}/.test(pathname + search);
}
