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
import { Authentication, UNAUTHENTICATED, type CallContext, type User } from './authentication.js';
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
import { tombstoneStream, deleteStream } from './delete.js';
import type { Faults } from './faults.js';
import { read } from './read.js';
import { StoredEvents } from './stored-events.js';
import { supportedMethods, clusterMembers } from './supported-methods.js';

type UnaryHandler<Request, Response> = (
  request: Request,
  respond: sendUnaryData<Response>,
  context: CallContext,
) => void;

interface FakeServerOptions {
  /** The stored events; a restarted server receives those of its predecessor. */
  readonly store?: StoredEvents;
  readonly port?: number;
  readonly version?: string;
  /** Enables TLS and authentication, with this user as the administrator. */
  readonly user?: User;
}

export const CERTIFICATE = new URL('../fixtures/localhost.crt', import.meta.url).pathname;
const KEY = new URL('../fixtures/localhost.key', import.meta.url).pathname;

/**
 * A fake of EventStoreDB: a gRPC server in this process that serves the published client. Its responses are compared
 * with those of a real server, call by call, in `eventstoredb-event-log.recorded-responses.test.ts`. `faults` makes it
 * fail in ways that a real server can't be made to on demand.
 */
export class FakeServer {
  readonly faults: Faults = {};
  /** The open calls of these kinds. */
  readonly open = { batchAppend: new Set<unknown>(), read: new Set<unknown>() };
  /** The leader that `Gossip` reports; by default, this server. */
  leader: { host: string; port: number };

  private constructor(
    private readonly server: Server,
    readonly store: StoredEvents,
    readonly port: number,
    private readonly options: FakeServerOptions,
  ) {
    this.leader = { host: '127.0.0.1', port };
  }

  static async start(options: FakeServerOptions = {}): Promise<FakeServer> {
    const server = new Server();
    const started = new Promise<FakeServer>((resolve, reject) => {
      const credentials = options.user
        ? ServerCredentials.createSsl(null, [{ private_key: readFileSync(KEY), cert_chain: readFileSync(CERTIFICATE) }])
        : ServerCredentials.createInsecure();
      server.bindAsync(`127.0.0.1:${options.port ?? 0}`, credentials, (error, port) => {
        if (error) reject(error);
        else resolve(new FakeServer(server, options.store ?? new StoredEvents(), port, options));
      });
    });
    (await started).serve();
    return started;
  }

  get url(): string {
    const { user } = this.options;
    if (!user) return `esdb://127.0.0.1:${this.port}?tls=false`;
    const credentials = `${encodeURIComponent(user.name)}:${encodeURIComponent(user.password)}`;
    return `esdb://${credentials}@127.0.0.1:${this.port}?tlsCAFile=${encodeURIComponent(CERTIFICATE)}`;
  }

  /** Stops this server and returns a new one with the same port and events. */
  async restart(): Promise<FakeServer> {
    this.stop();
    const successor = await FakeServer.start({ ...this.options, store: this.store, port: this.port });
    Object.assign(successor.faults, this.faults);
    return successor;
  }

  /** Stops immediately, as if killed. */
  stop(): void {
    this.server.forceShutdown();
  }

  private serve(): void {
    const { server, store, faults, options } = this;
    const authentication = new Authentication(options.user, store);
    /** Registers a call and returns its context; undefined if its user is unknown. */
    const accept = (
      call: NodeJS.EventEmitter & { readonly metadata: Metadata },
      open?: Set<unknown>,
    ): CallContext | undefined => {
      open?.add(call);
      for (const event of ['close', 'end', 'error', 'cancelled']) call.once(event, () => open?.delete(call));
      const may = authentication.rightsOf(call.metadata);
      return may && { store, faults, may };
    };
    const unary =
      <Request, Response>(handle: UnaryHandler<Request, Response>) =>
      (call: ServerUnaryCall<Request, Response>, respond: sendUnaryData<Response>): void => {
        const context = accept(call);
        if (context) handle(call.request, respond, context);
        else respond(UNAUTHENTICATED);
      };
    server.addService(StreamsService, {
      append: (call: ServerReadableStream<AppendReq, AppendResp>, respond: sendUnaryData<AppendResp>) => {
        const context = accept(call);
        if (context) void append(call, respond, context);
        else respond(UNAUTHENTICATED);
      },
      batchAppend: (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>) => {
        const context = accept(call, this.open.batchAppend);
        if (context) batchAppend(call, context);
        else call.emit('error', UNAUTHENTICATED);
      },
      read: (call: ServerWritableStream<ReadReq, ReadResp>) => {
        const context = accept(call, this.open.read);
        if (context) void read(call, context);
        else call.emit('error', UNAUTHENTICATED);
      },
      delete: unary(deleteStream),
      tombstone: unary(tombstoneStream),
    });
    server.addService(ServerFeaturesService, {
      getSupportedMethods: (
        call: ServerUnaryCall<unknown, InstanceType<typeof SupportedMethods>>,
        respond: sendUnaryData<InstanceType<typeof SupportedMethods>>,
      ) => {
        if (faults.ignoresFeatureRequests === true) return;
        if (!authentication.rightsOf(call.metadata)) respond(UNAUTHENTICATED);
        else respond(null, supportedMethods(options.version ?? '23.10.8'));
      },
    });
    server.addService(GossipService, {
      read: (_call: unknown, respond: sendUnaryData<InstanceType<typeof ClusterInfo>>) => {
        respond(null, clusterMembers(this.leader, faults.isLeaderless === true));
      },
    });
    server.addService(UsersService, { create: authentication.create.bind(authentication) });
  }
}
