import type { FastifyRequest } from 'fastify';
import { isLoopbackHost } from '../lib/loopback.js';
import { ForeignPageError } from './errors.js';

/** The prefix has browsers accept it over https alone, for this host alone, so that no other site can set it. */
const SECURE = '__Host-claim-ledger';
/** Without https, on this machine. */
const LOCAL = 'claim-ledger';

/** Ends with the browser's session. Sent with requests that pages of the same site make, and unreadable for scripts. */
const ATTRIBUTES = 'HttpOnly; SameSite=Strict; Path=/';

type Headers = Pick<FastifyRequest, 'headers'>;

/** The key in the cookie of the request; undefined if it has none. */
export function keyInCookie(request: Headers & Pick<FastifyRequest, 'hostname'>): string | undefined {
  const { cookie } = request.headers;
  if (cookie === undefined) return undefined;
  const cookies = new Map(cookie.split(';').map((pair) => nameAndValue(pair)));
  const key = cookies.get(SECURE) ?? (isLoopbackHost(request.hostname) ? cookies.get(LOCAL) : undefined);
  return key === '' ? undefined : key;
}

function nameAndValue(pair: string): [string, string] {
  const [name = '', ...value] = pair.split('=');
  return [name.trim(), value.join('=').trim()];
}

/** The cookie that keeps a key for the page that asks: insecure only for a page of this machine that came without TLS. */
export const cookieWith = (key: string, { headers: { origin } }: Headers): string =>
  isLocalPage(origin) ? `${LOCAL}=${key}; ${ATTRIBUTES}` : `${SECURE}=${key}; ${ATTRIBUTES}; Secure`;

/** The cookies that make a browser forget the key. */
export const EXPIRED_COOKIES = [
  `${SECURE}=; ${ATTRIBUTES}; Secure; Max-Age=0`,
  `${LOCAL}=; ${ATTRIBUTES}; Max-Age=0`,
] as const;

function isLocalPage(origin: string | undefined): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  return protocol === 'http:' && isLoopbackHost(hostname);
}

/**
 * Throws a `ForeignPageError` unless the browser says that the request comes from a page of this origin, or from the
 * user. A body must be JSON, which no form sends.
 */
export function requireOwnPage({ method, headers }: Headers & Pick<FastifyRequest, 'method'>): void {
  const site = headers['sec-fetch-site'];
  if (site !== 'same-origin' && site !== 'none') {
    throw new ForeignPageError(
      'Sec-Fetch-Site must be same-origin or none, as browsers set it for pages of this ledger',
    );
  }
  const hasNoBody = method === 'GET' || method === 'HEAD' || method === 'DELETE';
  if (!hasNoBody && !/^application\/json *(;|$)/i.test(headers['content-type'] ?? '')) {
    throw new ForeignPageError('The Content-Type must be application/json');
  }
}
