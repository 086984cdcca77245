import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { EventStoreDBClient, type Credentials } from '@eventstore/db-client';
import { credentials, Metadata } from '@grpc/grpc-js';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { CreateUserReq, Empty, GossipClient, ServerFeaturesClient, UsersClient } from './definitions.js';

/** The client, with each append a call of its own. */
class UnaryClient extends EventStoreDBClient {
  protected override supports = (): Promise<boolean> => Promise.resolve(false);
}

/** All ways to call the one server that a connection string names, as the user that it names or another. */
export class Clients {
  readonly endpoint: { readonly address: string; readonly port: number };
  readonly unary: EventStoreDBClient;
  readonly batch: EventStoreDBClient;
  private readonly user: Credentials | undefined;
  private readonly rootCertificate: Buffer | undefined;

  constructor(
    private readonly url: string,
    user?: Credentials | 'none',
  ) {
    const { hostname, port, username, password, searchParams } = new URL(url.replace('esdb:', 'http:'));
    const named = username === '' ? undefined : { username, password: decodeURIComponent(password) };
    const file = searchParams.get('tlsCAFile');
    this.endpoint = { address: hostname, port: Number(port) };
    this.user = user === 'none' ? undefined : (user ?? named);
    this.rootCertificate = file === null ? undefined : readFileSync(file);
    const channel = this.rootCertificate ? { rootCertificate: this.rootCertificate } : { insecure: true };
    this.unary = new UnaryClient({ endpoint: this.endpoint }, channel, this.user);
    this.batch = new EventStoreDBClient({ endpoint: this.endpoint }, channel, this.user);
  }

  as(user: Credentials | 'none'): Clients {
    return new Clients(this.url, user);
  }

  async features(): Promise<SupportedMethods> {
    const client = new ServerFeaturesClient(...this.channel());
    const ask = promisify<InstanceType<typeof Empty>, SupportedMethods>(client.getSupportedMethods.bind(client));
    return ask(new Empty()).finally(() => {
      client.close();
    });
  }

  async gossip(): Promise<ClusterInfo> {
    const client = new GossipClient(...this.channel());
    const ask = promisify<InstanceType<typeof Empty>, ClusterInfo>(client.read.bind(client));
    return ask(new Empty()).finally(() => {
      client.close();
    });
  }

  /** Makes a user who belongs to no group. */
  async makeUser({ username, password }: Credentials): Promise<void> {
    const client = new UsersClient(...this.channel());
    const options = new CreateUserReq.Options().setLoginName(username).setFullName(username).setPassword(password);
    const metadata = new Metadata();
    const { user } = this;
    if (user) metadata.set('authorization', basic(user));
    await new Promise<void>((resolve, reject) => {
      client.create(new CreateUserReq().setOptions(options), metadata, (error) => {
        if (error) reject(error);
        else resolve();
      });
    }).finally(() => {
      client.close();
    });
  }

  async dispose(): Promise<void> {
    await Promise.all([this.unary.dispose(), this.batch.dispose()]);
  }

  private channel(): [string, ReturnType<typeof credentials.createSsl>] {
    const { address, port } = this.endpoint;
    const { rootCertificate: root } = this;
    return [`${address}:${port}`, root ? credentials.createSsl(root) : credentials.createInsecure()];
  }
}

/** How a user is told on the wire. */
export const basic = ({ username, password }: Credentials): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
