import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A host that closes connections, or accepts them without ever responding while it is silent. */
export class SilentHost {
  /** The number of connections accepted while silent. */
  connectionsWhileSilent = 0;
  private isSilent = false;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((socket) => {
      socket.on('error', () => undefined);
      if (!this.isSilent) {
        socket.destroy();
        return;
      }
      this.connectionsWhileSilent += 1;
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.resume();
    });
  }

  static async start(): Promise<SilentHost> {
    const host = new SilentHost();
    await new Promise<void>((resolve) => host.server.listen(0, '127.0.0.1', resolve));
    return host;
  }

  get address(): { readonly host: string; readonly port: number } {
    return { host: '127.0.0.1', port: (this.server.address() as AddressInfo).port };
  }

  fallSilent(): void {
    this.isSilent = true;
  }

  /** Ends the silence and closes all accepted connections. */
  hangUp(): void {
    this.isSilent = false;
    for (const socket of this.sockets) socket.destroy();
  }

  stop(): void {
    this.hangUp();
    this.server.close();
  }
}
