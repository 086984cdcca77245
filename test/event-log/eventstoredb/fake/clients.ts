import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { EventStoreDBClient, type Credentials } from '@eventstore/db-client';
import { credentials, Metadata } from '@grpc/grpc-js';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { CreateUserReq, Empty, GossipClient, ServerFeaturesClient, UsersClient } from './definitions.js';

/** The published client, with one `Append` call for each append. */
class UnaryClient extends EventStoreDBClient {
  protected override supports = (): Promise<boolean> => Promise.resolve(false);
}

/** All clients of the server in a connection string, as the user in it or as another one. */
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
    const call = promisify<InstanceType<typeof Empty>, SupportedMethods>(client.getSupportedMethods.bind(client));
    return call(new Empty()).finally(() => {
      client.close();
    });
  }

  async gossip(): Promise<ClusterInfo> {
    const client = new GossipClient(...this.channel());
    const call = promisify<InstanceType<typeof Empty>, ClusterInfo>(client.read.bind(client));
    return call(new Empty()).finally(() => {
      client.close();
    });
  }

  /** Creates a user without groups. */
  async createUser({ username, password }: Credentials): Promise<void> {
    const client = new UsersClient(...this.channel());
    const options = new CreateUserReq.Options().setLoginName(username).setFullName(username).setPassword(password);
    const metadata = new Metadata();
    const { user } = this;
    if (user) metadata.set('authorization', basicAuthorization(user));
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

/** Returns the value of the `Authorization` header. */
export const basicAuthorization = ({ username, password }: Credentials): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
