import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DeadlineExceededError, EventStoreDBClient, UnavailableError } from '@eventstore/db-client';
import features from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import services, { type StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { BatchAppendStream, type Appended, type ProposedAppend } from './batch-append-stream.js';
import {
  FILES,
  NUMBERS,
  parseConnectionString,
  unusable,
  UnusableServerError,
  type Connection,
} from './connection-string.js';
import { BrokenOffError } from './errors.js';
import { answersOf, NoLeaderError } from './missing-leader.js';

/**
 * How long a server may take to respond to the keep-alive, sent every 10 seconds: a subscription without new events has no
 * other sign that the server is there.
 */
const KEEP_ALIVE_TIMEOUT_MS = 3_000;
/** gRPC's code for a method that the server doesn't have. */
const UNIMPLEMENTED = 12;
/** How long a node may take to name the leader. A node that hangs is queried like the others and delays all calls. */
const GOSSIP_TIMEOUT_S = 2;

/**
 * The client, with its own way to append. The original keeps pending appends in one table for the whole process: an error
 * on any connection fails the appends of all, and a response that comes later ends the process
 * (docs/adr/0015-own-batch-append-stream.md).
 */
export class Client extends EventStoreDBClient {
  private appends: { readonly streams: StreamsClient; readonly call: BatchAppendStream } | undefined;
  private hasEnded = false;
  /** Called when the call that all appends share is over: the server may be another one afterwards. */
  onAppendsOver: () => void = () => undefined;

  /** Appends through the call that all appends share; opens another one if it is over or the connection has changed. */
  append(append: ProposedAppend, responseMs: number): Promise<Appended> {
    return this.execute(services.StreamsClient, 'append', (streams) =>
      this.openCall(streams).append(append, responseMs),
    );
  }

  /**
   * To be called when a read begins. Returns what to call if the server doesn't respond to the read: the next call then
   * looks for the leader again. The client itself only notices a connection that fails, and a host that accepts
   * connections without responding never fails one.
   */
  watchRead(): (silence: BrokenOffError) => void {
    let used: StreamsClient | undefined;
    const remember = (streams: StreamsClient): Promise<void> => {
      used = streams;
      return Promise.resolve();
    };
    this.execute(services.StreamsClient, 'read', remember).catch(() => undefined);
    return (silence) => {
      // Otherwise the client is still looking for the leader.
      if (used) void this.handleError(used, silence);
    };
  }

  /** Ends all calls. Never resolves if the server doesn't respond to one of them. */
  async end(): Promise<void> {
    this.hasEnded = true;
    this.appends?.call.finish();
    await this.dispose();
  }

  /**
   * Treats a server that stops responding as unavailable, so that the next call looks for the leader again: a node that
   * hangs keeps its connections.
   *
   * Also ignores failures of the client's own error handling, such as finding no leader. They would end the process, and
   * each call gets its error anyway.
   */
  treatSilenceAsUnavailable(): this {
    const handle = this.handleError;
    this.handleError = (client, error) => {
      const isSilent = error instanceof BrokenOffError || error instanceof DeadlineExceededError;
      const failure = isSilent ? new UnavailableError(undefined, error.message) : error;
      return handle(client, failure).catch(() => undefined);
    };
    return this;
  }

  /**
   * Makes a failed search for the leader report what each host answers: the client itself reports only how often it has
   * tried.
   *
   * @param hosts tries out each host alone, by its name
   */
  explainMissingLeader(hosts: ReadonlyMap<string, () => Promise<void>>): this {
    const resolve = this.resolveUri;
    this.resolveUri = () =>
      resolve().catch(async () => {
        throw new NoLeaderError(await answersOf(hosts));
      });
    return this;
  }

  /** The client's own request for the version remembers a failure to find the leader, and then always fails. */
  serverVersion(): Promise<string> {
    return this.execute(features.ServerFeaturesClient, 'getSupportedMethods', (server) => {
      return new Promise<string>((resolve, reject) => {
        server.getSupportedMethods(new shared.Empty(), ...this.callArguments({}), (error, supported) => {
          const code: number | undefined = error?.code;
          if (!error) resolve(supported.getEventStoreServerVersion());
          else if (code === UNIMPLEMENTED) resolve('unknown');
          else reject(error);
        });
      });
    });
  }

  /** Rejects if the server doesn't answer; then closes the connection. */
  async tryOut(): Promise<void> {
    try {
      await this.serverVersion();
    } finally {
      (await this.getChannel()).close();
    }
  }

  private openCall(streams: StreamsClient): BatchAppendStream {
    // A call that was still looking for the leader when the client ended.
    if (this.hasEnded) throw new BrokenOffError('the connection was closed');
    if (this.appends?.streams !== streams || this.appends.call.isOver) {
      this.appends?.call.finish();
      const call = streams.batchAppend(...this.callArguments({ requiresLeader: true }, { deadline: Infinity }));
      this.appends = {
        streams,
        call: new BatchAppendStream(call, () => {
          this.onAppendsOver();
        }),
      };
    }
    return this.appends.call;
  }
}

/**
 * Creates a client. Sends nothing yet.
 *
 * @throws UnusableServerError that says what is wrong, without any part of the connection string
 */
export function connect(connectionString: string): { readonly client: Client; readonly hosts: string } {
  const { discover, hosts, credentials, options } = parseConnectionString(connectionString);
  const insecure = options.get('tls') === 'false';
  if (insecure && credentials) {
    throw unusable('with tls=false the client sends no password; omit user and password, or use TLS');
  }
  const [file, key] = [options.has('userCertFile'), options.has('userKeyFile')];
  if (file !== key) throw unusable('userCertFile and userKeyFile must be given together');
  const numbers = NUMBERS.flatMap((name) => (options.has(name) ? [[name, Number(options.get(name))]] : []));
  const connectionName = options.get('connectionName') ?? 'claim-ledger';
  const settings = {
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    gossipTimeout: GOSSIP_TIMEOUT_S,
    ...(Object.fromEntries(numbers) as Partial<Record<string, number>>),
    connectionName,
  };
  const [first] = hosts as [Connection['hosts'][number]];
  const [rootCertificate, userCertFile, userKeyFile] = FILES.map((name) => contentOf(options, name));
  const channel = {
    insecure,
    ...(rootCertificate && { rootCertificate }),
    ...(userCertFile && { userCertFile }),
    ...(userKeyFile && { userKeyFile }),
  };
  const names = hosts.map(({ address, port }) => `${address}:${port}`).join(', ');
  try {
    const clientOf = (endpoint: typeof first): Client => new Client({ ...settings, endpoint }, channel, credentials);
    const client = discover
      ? new Client({ ...settings, discover: first }, channel, credentials)
      : hosts.length === 1
        ? clientOf(first)
        : new Client({ ...settings, endpoints: [...hosts] }, channel, credentials);
    client
      .treatSilenceAsUnavailable()
      .explainMissingLeader(
        new Map(hosts.map((host) => [`${host.address}:${host.port}`, () => clientOf(host).tryOut()])),
      );
    return { client, hosts: names };
  } catch (error) {
    throw unusable(error instanceof Error ? error.message : 'the client rejects it');
  }
}

function contentOf(options: Connection['options'], name: (typeof FILES)[number]): Buffer | undefined {
  const path = options.get(name);
  if (path === undefined) return undefined;
  try {
    const content = readFileSync(path);
    // The client would notice only when it connects, and treat it as a temporary failure.
    if (name === 'userKeyFile') createPrivateKey(content);
    else new X509Certificate(content);
    return content;
  } catch (error) {
    throw new UnusableServerError(
      `The file ${name} of the connection string can't be read, or contains no ${name === 'userKeyFile' ? 'key' : 'certificate'}.`,
      { cause: error },
    );
  }
}
