import type { LookupAddress } from 'node:dns';
import { AllowedHosts } from '../../../src/lib/allowed-hosts.js';
import { BlockedAddressError, CheckedConnections } from '../../../src/webhooks/delivery/checked-connection.js';
import { closeAll, receiver } from './receiver.js';

afterEach(closeAll);

/** Connects as undici does, and returns the address that it reached. */
const connect = (connections: CheckedConnections, hostname: string, port: number) =>
  new Promise<string | undefined>((resolve, reject) => {
    connections.connector(10_000)({ hostname, protocol: 'http:', port: String(port) }, (...[error, socket]) => {
      if (error) {
        reject(error);
        return;
      }
      resolve(socket.remoteAddress);
      socket.destroy();
    });
  });

describe('a connection', () => {
  it.each(['127.0.0.1', '[::1]', '::ffff:127.0.0.1', '10.0.0.1'])('is never made to %s', async (hostname) => {
    const { port } = await receiver();
    const connections = new CheckedConnections(new AllowedHosts([]), () => Promise.reject(new Error('looked up')));
    await expect(connect(connections, hostname, port)).rejects.toThrow(BlockedAddressError);
  });

  it('is made to the address that was checked', async () => {
    const { port } = await receiver();
    const connections = new CheckedConnections(new AllowedHosts(['127.0.0.0/8']), () =>
      Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    );
    expect(await connect(connections, 'name.example', port)).toBe('127.0.0.1');
  });

  it('is closed if it is open to another address than the one that was checked', async () => {
    const { port } = await receiver();
    let reads = 0;
    const changing: LookupAddress = {
      family: 4,
      get address() {
        reads += 1;
        return reads === 1 ? '93.184.216.34' : '127.0.0.1';
      },
    };
    const connections = new CheckedConnections(new AllowedHosts([]), () => Promise.resolve([changing]));
    await expect(connect(connections, 'name.example', port)).rejects.toThrow('127.0.0.1 is not a public address.');
    expect(reads).toBeGreaterThan(1);
  });
});
