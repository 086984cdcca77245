import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** A host, address or network that an operator allows to be reached though it isn't public, and over plain http. */
type AllowedHost =
  | { readonly name: string; readonly port?: number }
  | { readonly network: ReturnType<typeof ipaddr.parseCIDR>; readonly port?: number };

/** Whether this is a host name, an address or a network: `hooks.internal`, `127.0.0.1:8080`, `[::1]:8080`, `fd00::/8`. */
export const isAllowedHost = (text: string): boolean => parse(text) !== undefined;

/** The hosts that an operator allows. Texts that `isAllowedHost` rejects are ignored. */
export class AllowedHosts {
  private readonly entries: readonly AllowedHost[];

  constructor(texts: readonly string[]) {
    this.entries = texts.flatMap((text) => parse(text) ?? []);
  }

  /** Whether the list has this host, as an address names it, with this port. */
  hasHost(hostname: string, port: number): boolean {
    const host = unbracketed(hostname);
    if (isIP(host) !== 0) return this.hasAddress(host, port);
    const name = withoutFinalDot(host);
    return this.entries.some((entry) => 'name' in entry && entry.name === name && allowsPort(entry, port));
  }

  /** Whether the list has this address, or a network that contains it. */
  hasAddress(address: string, port: number): boolean {
    const ip = ipaddr.process(withoutZone(address));
    return this.entries.some(
      (entry) =>
        'network' in entry &&
        entry.network[0].kind() === ip.kind() &&
        ip.match(...entry.network) &&
        allowsPort(entry, port),
    );
  }
}

/** The address at which Azure's platform answers its virtual machines, though its network is public. */
const PLATFORM = '168.63.129.16';

/** Whether an address is one of the public internet: not loopback, private, link-local, reserved, or hiding another. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0 || address.includes('%')) return false;
  const ip = ipaddr.process(address);
  if (ip.range() !== 'unicast' || ip.toString() === PLATFORM) return false;
  // Only this part of IPv6 is assigned (RFC 4291, IANA), which the library doesn't check.
  return ip.kind() === 'ipv4' || ((ip as ipaddr.IPv6).parts[0] ?? 0) >> 13 === 1;
}

/** The host of a URL, where IPv6 has brackets. */
export const unbracketed = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1');

const allowsPort = ({ port }: AllowedHost, wanted: number): boolean => port === undefined || port === wanted;
const withoutFinalDot = (name: string): string => name.replace(/\.$/, '');
const withoutZone = (address: string): string => address.replace(/%.*$/s, '');

function parse(text: string): AllowedHost | undefined {
  const [address = '', bits, ...more] = text.split('/');
  if (more.length > 0) return undefined;
  if (bits !== undefined) {
    const version = isIP(address);
    const isNetwork = version !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
    return isNetwork && !address.includes('%') ? networkOf(text) : undefined;
  }
  if (isIP(text) !== 0) return single(text);
  const [, host = '', digits] = /^(\[[^\]]+\]|[^:]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  const port = digits === undefined ? undefined : Number(digits);
  if (port !== undefined && (port < 1 || port > 65_535)) return undefined;
  const own = unbracketed(host);
  const entry = isIP(own) === 0 ? named(own) : single(own);
  return entry && { ...entry, ...(port !== undefined && { port }) };
}

/** Addresses of IPv4 that IPv6 maps are compared as those of IPv4. */
function networkOf(text: string): AllowedHost | undefined {
  const [address, bits] = ipaddr.parseCIDR(text);
  if (address.kind() === 'ipv4' || !(address as ipaddr.IPv6).isIPv4MappedAddress()) {
    return { network: [address, bits] as ReturnType<typeof ipaddr.parseCIDR> };
  }
  return bits < 96 ? undefined : { network: [(address as ipaddr.IPv6).toIPv4Address(), bits - 96] };
}

function single(address: string): AllowedHost | undefined {
  if (address.includes('%')) return undefined;
  const ip = ipaddr.process(address);
  return { network: [ip, ip.kind() === 'ipv4' ? 32 : 128] as ReturnType<typeof ipaddr.parseCIDR> };
}

/** In the form that URLs have: in lower case, and with international names in Punycode. */
function named(name: string): AllowedHost | undefined {
  if (name === '' || /[/@?#\\*\s[\]]/.test(name) || !URL.canParse(`http://${name}`)) return undefined;
  const { hostname } = new URL(`http://${name}`);
  return isIP(unbracketed(hostname)) === 0 ? { name: withoutFinalDot(hostname) } : undefined;
}
