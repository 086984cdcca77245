import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { type AllowedHosts, isPublicAddress, unbracketed } from '../../lib/allowed-hosts.js';

/** All addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** A host leads to an address that isn't public, and that the operator doesn't allow. */
export class BlockedAddressError extends Error {
  constructor(readonly address: string) {
    super(`${address} is not a public address.`);
    this.name = new.target.name;
  }
}

/**
 * Opens connections only to public addresses and allowed hosts. A name is resolved once for each connection: all its
 * addresses are checked, and the connection is made to one of these, so that a name that changes in between changes
 * nothing. The address of the open connection is checked before anything is sent.
 */
export class CheckedConnections {
  constructor(
    private readonly allowed: AllowedHosts,
    private readonly resolve: Resolve,
  ) {}

  /** All addresses of a host. Throws a `BlockedAddressError` if any may not be reached, or the error of the lookup. */
  async addresses(hostname: string, port: number): Promise<readonly LookupAddress[]> {
    const host = unbracketed(hostname);
    const version = isIP(host);
    const found = version === 0 ? await this.resolve(host) : [{ address: host, family: version }];
    for (const { address } of found) this.check(hostname, port, address);
    if (found.length === 0) throw Object.assign(new Error('The name has no address.'), { code: 'ENODATA' });
    return found;
  }

  /** Makes undici's connections, within a time limit. */
  connector(timeoutMs: number): buildConnector.connector {
    return (options, callback) => {
      const { hostname } = options;
      const port = options.port ? Number(options.port) : options.protocol === 'http:' ? 80 : 443;
      const connect = buildConnector({ timeout: timeoutMs, lookup: this.lookup(port) });
      try {
        // Node resolves no address that is one already.
        if (isIP(unbracketed(hostname)) !== 0) this.check(hostname, port, unbracketed(hostname));
      } catch (error) {
        callback(error as Error, null);
        return;
      }
      connect(options, (...[error, socket]) => {
        if (error) {
          callback(error, null);
          return;
        }
        try {
          this.check(hostname, port, socket.remoteAddress ?? '');
          callback(null, socket);
        } catch (blocked) {
          socket.destroy();
          callback(blocked as Error, null);
        }
      });
    };
  }

  private lookup(port: number): LookupFunction {
    return (hostname, { all }, callback) => {
      this.addresses(hostname, port).then(
        (found) => {
          const [first] = found;
          if (all === true) callback(null, [...found]);
          else callback(null, first?.address ?? '', first?.family);
        },
        (error: unknown) => {
          callback(error as NodeJS.ErrnoException, []);
        },
      );
    };
  }

  private check(hostname: string, port: number, address: string): void {
    if (isPublicAddress(address) || this.allowed.hasHost(hostname, port)) return;
    if (isIP(address) === 0 || !this.allowed.hasAddress(address, port)) throw new BlockedAddressError(address);
  }
}
