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
import type {
  sendUnaryData,
  ServerDuplexStream,
  ServerReadableStream,
  ServerUnaryCall,
  ServerWritableStream,
} from '@grpc/grpc-js';
import { Admission, UNAUTHENTICATED, type Service, type User } from './authentication.js';
import { append } from './append.js';
import { batchAppend } from './batch-append.js';
import {
  GossipService,
  ServerFeaturesService,
  StreamsService,
  UsersService,
  type ClusterInfo,
  type SupportedMethods,
} from './definitions.js';
import { bury, remove } from './delete.js';
import type { Faults } from './faults.js';
import { read } from './read.js';
import { StoredEvents } from './stored-events.js';
import { features, members } from './supported-methods.js';

type UnaryHandler<Request, Response> = (request: Request, answer: sendUnaryData<Response>, service: Service) => void;

interface DoubleOptions {
  /** What it holds; a server that is started again is given what the one before held. */
  readonly store?: StoredEvents;
  readonly port?: number;
  readonly version?: string;
  /** With TLS, and only for users, of whom this one may do everything. */
  readonly user?: User;
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
  /** The calls of these kinds that are under way. */
  readonly open = { batchAppend: new Set<unknown>(), read: new Set<unknown>() };
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
    const { server, store, faults, options } = this;
    const admission = new Admission(options.user, store);
    /** What a call is answered from; undefined if it is nobody's that is known. */
    const begin = (
      call: NodeJS.EventEmitter & { readonly metadata: Metadata },
      open?: Set<unknown>,
    ): Service | undefined => {
      open?.add(call);
      for (const event of ['close', 'end', 'error', 'cancelled']) call.once(event, () => open?.delete(call));
      const may = admission.rightsOf(call.metadata);
      return may && { store, faults, may };
    };
    const unary =
      <Request, Response>(handle: UnaryHandler<Request, Response>) =>
      (call: ServerUnaryCall<Request, Response>, answer: sendUnaryData<Response>): void => {
        const service = begin(call);
        if (service) handle(call.request, answer, service);
        else answer(UNAUTHENTICATED);
      };
    server.addService(StreamsService, {
      append: (call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>) => {
        const service = begin(call);
        if (service) void append(call, answer, service);
        else answer(UNAUTHENTICATED);
      },
      batchAppend: (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>) => {
        const service = begin(call, this.open.batchAppend);
        if (service) batchAppend(call, service);
        else call.emit('error', UNAUTHENTICATED);
      },
      read: (call: ServerWritableStream<ReadReq, ReadResp>) => {
        const service = begin(call, this.open.read);
        if (service) void read(call, service);
        else call.emit('error', UNAUTHENTICATED);
      },
      delete: unary(remove),
      tombstone: unary(bury),
    });
    server.addService(ServerFeaturesService, {
      getSupportedMethods: (_call: unknown, answer: sendUnaryData<InstanceType<typeof SupportedMethods>>) => {
        if (faults.isMute === true) return;
        answer(null, features(options.version ?? '23.10.8'));
      },
    });
    server.addService(GossipService, {
      read: (_call: unknown, answer: sendUnaryData<InstanceType<typeof ClusterInfo>>) => {
        answer(null, members(this.leader, faults.isLeaderless === true));
      },
    });
    server.addService(UsersService, { create: admission.create.bind(admission) });
  }
}
