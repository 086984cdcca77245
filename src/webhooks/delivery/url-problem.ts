import { isIP } from 'node:net';
import { AllowedHosts, isPublicAddress, unbracketed } from '../../lib/allowed-hosts.js';

const MAX_LENGTH = 2_000;
const HTTPS_PORT = 443;
const SETTING = 'CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS';

/** The port that a URL names, or that its scheme implies. */
export const portOf = ({ port, protocol }: URL): number =>
  port === '' ? (protocol === 'http:' ? 80 : HTTPS_PORT) : Number(port);

/**
 * What is wrong with the address of a receiver, as the end of a sentence about it; undefined if nothing is. It must be
 * https, on port 443, at a public address, without credentials; hosts of the setting are exempt from the first three.
 * No name is resolved: whether its addresses are public is checked when they are known.
 */
export function urlProblem(text: string, allowedHosts: readonly string[] | AllowedHosts): string | undefined {
  if (text.length > MAX_LENGTH) return `must have at most ${MAX_LENGTH} characters`;
  if (!URL.canParse(text)) return 'must be an address such as https://example.org/hook';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https://';
  if (url.username !== '' || url.password !== '') {
    return 'must not contain a user or a password; have the receiver verify the signature instead';
  }
  if (url.hash !== '') return 'must not have a fragment, which begins with #; it is never sent';
  const allowed = allowedHosts instanceof AllowedHosts ? allowedHosts : new AllowedHosts(allowedHosts);
  const { hostname } = url;
  const port = portOf(url);
  if (allowed.hasHost(hostname, port)) return undefined;
  const host = unbracketed(hostname);
  if (isIP(host) !== 0 && !isPublicAddress(host)) return notPublic(host);
  if (url.protocol === 'http:') return `must begin with https://; plain http is only for hosts that ${SETTING} names`;
  if (port !== HTTPS_PORT) return `must use port 443; another one is only for hosts that ${SETTING} names`;
  return undefined;
}

export const notPublic = (address: string): string =>
  `leads to ${address}, which is not a public address; such hosts must be named by ${SETTING}`;
