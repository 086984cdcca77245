import { readFileSync } from 'node:fs';
import { Server, ServerCredentials, type Metadata } from '@grpc/grpc-js';
import type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
  ReadReq,
  ReadResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerDuplexStream, ServerReadableStream, sendUnaryData, ServerWritableStream } from '@grpc/grpc-js';
import { append } from './appending.js';
import { batchAppend } from './batch-appending.js';
import {
  ClusterInfo,
  EndPoint,
  GossipService,
  MemberInfo,
  ServerFeaturesService,
  StreamsService,
  SupportedMethod,
  SupportedMethods,
} from './definitions.js';
import { statusOf, type Faults } from './faults.js';
import { read } from './reading.js';
import { StoredEvents } from './stored-events.js';

interface DoubleOptions {
  /** What it holds; a server that is started again is given what the one before held. */
  readonly store?: StoredEvents;
  readonly port?: number;
  readonly version?: string;
  /** With TLS, and only for this user. */
  readonly user?: { readonly name: string; readonly password: string };
}

export const CERTIFICATE = new URL('../fixtures/localhost.crt', import.meta.url).pathname;
const KEY = new URL('../fixtures/localhost.key', import.meta.url).pathname;

/**
 * A server that speaks EventStoreDB's protocol, in this process, to the client as it is published. What it answers was
 * compared with a real server's answers, call by call: `eventstore-recorded.test.ts`. What a real server doesn't do at
 * one's wish, it does by its faults.
 */
export class EventStoreDouble {
  readonly faults: Faults = {};
  /** The calls of `Streams` that are under way. */
  readonly open = { append: new Set<unknown>(), batchAppend: new Set<unknown>(), read: new Set<unknown>() };
  /** Whom `Gossip` says is the leader; itself, unless told otherwise. */
  leader: { host: string; port: number };

  private constructor(
    private readonly server: Server,
    readonly store: StoredEvents,
    readonly port: number,
    private readonly options: DoubleOptions,
  ) {
    this.leader = { host: '127.0.0.1', port };
  }

  static async start(options: DoubleOptions = {}): Promise<EventStoreDouble> {
    const server = new Server();
    const double = new Promise<EventStoreDouble>((resolve, reject) => {
      const credentials = options.user
        ? ServerCredentials.createSsl(null, [{ private_key: readFileSync(KEY), cert_chain: readFileSync(CERTIFICATE) }])
        : ServerCredentials.createInsecure();
      server.bindAsync(`127.0.0.1:${options.port ?? 0}`, credentials, (error, port) => {
        if (error) reject(error);
        else resolve(new EventStoreDouble(server, options.store ?? new StoredEvents(), port, options));
      });
    });
    (await double).serve();
    return double;
  }

  get url(): string {
    const { user } = this.options;
    if (!user) return `esdb://127.0.0.1:${this.port}?tls=false`;
    const credentials = `${encodeURIComponent(user.name)}:${encodeURIComponent(user.password)}`;
    return `esdb://${credentials}@127.0.0.1:${this.port}?tlsCAFile=${encodeURIComponent(CERTIFICATE)}`;
  }

  /** Stops, and gives the one that goes on at the same port with what it held. */
  async restart(): Promise<EventStoreDouble> {
    this.stop();
    const successor = await EventStoreDouble.start({ ...this.options, store: this.store, port: this.port });
    Object.assign(successor.faults, this.faults);
    return successor;
  }

  /** At once, as if killed. */
  stop(): void {
    this.server.forceShutdown();
  }

  private serve(): void {
    this.server.addService(StreamsService, {
      append: (call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>) => {
        this.follow(call, this.open.append);
        if (this.admits(call.metadata)) void append(call, answer, this.store, this.faults);
        else answer(statusOf('denied', this.faults));
      },
      batchAppend: (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>) => {
        this.follow(call, this.open.batchAppend);
        if (this.admits(call.metadata)) batchAppend(call, this.store, this.faults);
        else call.emit('error', statusOf('denied', this.faults));
      },
      read: (call: ServerWritableStream<ReadReq, ReadResp>) => {
        this.follow(call, this.open.read);
        if (this.admits(call.metadata)) void read(call, this.store, this.faults);
        else call.emit('error', statusOf('denied', this.faults));
      },
    });
    this.server.addService(ServerFeaturesService, {
      getSupportedMethods: (_call: unknown, answer: sendUnaryData<InstanceType<typeof SupportedMethods>>) => {
        if (this.faults.isMute === true) return;
        answer(null, this.features());
      },
    });
    this.server.addService(GossipService, {
      read: (_call: unknown, answer: sendUnaryData<InstanceType<typeof ClusterInfo>>) => {
        answer(null, this.members());
      },
    });
  }

  private follow(call: NodeJS.EventEmitter, open: Set<unknown>): void {
    open.add(call);
    for (const event of ['close', 'end', 'error', 'cancelled']) call.once(event, () => open.delete(call));
  }

  private admits(metadata: Metadata): boolean {
    const { user } = this.options;
    if (!user) return true;
    const [given] = metadata.get('authorization');
    return given === `Basic ${Buffer.from(`${user.name}:${user.password}`).toString('base64')}`;
  }

  private features(): InstanceType<typeof SupportedMethods> {
    const methods = ['append', 'batchappend', 'read'].map((name) =>
      new SupportedMethod().setServiceName('event_store.client.streams.streams').setMethodName(name),
    );
    return new SupportedMethods().setEventStoreServerVersion(this.options.version ?? '23.10.8').setMethodsList(methods);
  }

  private members(): InstanceType<typeof ClusterInfo> {
    const { host, port } = this.leader;
    const leader = new MemberInfo()
      .setState(this.faults.isLeaderless === true ? MemberInfo.VNodeState.UNKNOWN : MemberInfo.VNodeState.LEADER)
      .setIsAlive(true)
      .setTimeStamp('0')
      .setHttpEndPoint(new EndPoint().setAddress(host).setPort(port));
    return new ClusterInfo().setMembersList([leader]);
  }
}
