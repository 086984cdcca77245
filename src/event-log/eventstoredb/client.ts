import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DeadlineExceededError, EventStoreDBClient, UnavailableError } from '@eventstore/db-client';
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

/**
 * How long a server may take to answer that it is still there, which it is asked every 10 seconds: whoever only follows
 * it has no other sign.
 */
const KEEP_ALIVE_TIMEOUT_MS = 3_000;
/** How long a node may take to say who leads: one that hangs is asked as often as the others, and holds up all calls. */
const GOSSIP_TIMEOUT_S = 2;

/**
 * The client, with appends of its own. As it comes, it keeps who waits for an answer in one table of the process: an
 * error on any connection fails everybody's appends, and an answer that comes after that ends the process
 * (docs/adr/0015-own-batch-append-stream.md).
 */
export class Client extends EventStoreDBClient {
  private appends: { readonly streams: StreamsClient; readonly call: BatchAppendStream } | undefined;
  private hasEnded = false;

  /** Over the call that all appends share, until that is over or the connection is another one. */
  append(append: ProposedAppend, answerMs: number): Promise<Appended> {
    return this.execute(services.StreamsClient, 'append', (streams) => this.callOver(streams).append(append, answerMs));
  }

  /** Ends all that is under way; a call that is never answered keeps it waiting. */
  async end(): Promise<void> {
    this.hasEnded = true;
    this.appends?.call.finish();
    await this.dispose();
  }

  /**
   * A server that falls silent counts from then on as one that is gone, so that the next call asks again who leads: a
   * node that hangs keeps its connections.
   *
   * And nobody waits for the client's own handling of an error, which fails if meanwhile no leader is found: that would
   * end the process. Each call is told so itself.
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

  async serverVersion(): Promise<string> {
    return (await this.capabilities).serverVersion;
  }

  private callOver(streams: StreamsClient): BatchAppendStream {
    // What looked for a leader meanwhile, and is nobody's any more.
    if (this.hasEnded) throw new BrokenOffError('the connection was ended');
    if (this.appends?.streams !== streams || this.appends.call.isOver) {
      this.appends?.call.finish();
      const call = streams.batchAppend(...this.callArguments({ requiresLeader: true }, { deadline: Infinity }));
      this.appends = { streams, call: new BatchAppendStream(call) };
    }
    return this.appends.call;
  }
}

/**
 * Makes a client; nothing is sent yet.
 *
 * @throws UnusableServerError that says what is wrong, and never shows a part of the string
 */
export function connect(connectionString: string): { readonly client: Client; readonly hosts: string } {
  const { discover, hosts, credentials, options } = parseConnectionString(connectionString);
  const insecure = options.get('tls') === 'false';
  if (insecure && credentials) {
    throw unusable('with tls=false the client sends no password: leave user and password out, or use TLS');
  }
  const [file, key] = [options.has('userCertFile'), options.has('userKeyFile')];
  if (file !== key) throw unusable('userCertFile and userKeyFile belong together');
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
    const client = discover
      ? new Client({ ...settings, discover: first }, channel, credentials)
      : hosts.length === 1
        ? new Client({ ...settings, endpoint: first }, channel, credentials)
        : new Client({ ...settings, endpoints: [...hosts] }, channel, credentials);
    return { client: client.treatSilenceAsUnavailable(), hosts: names };
  } catch (error) {
    throw unusable(error instanceof Error ? error.message : 'the client refuses it');
  }
}

function contentOf(options: Connection['options'], name: (typeof FILES)[number]): Buffer | undefined {
  const path = options.get(name);
  if (path === undefined) return undefined;
  try {
    const content = readFileSync(path);
    // The client would find out with the first connection, and take it for a passing failure.
    if (name === 'userKeyFile') createPrivateKey(content);
    else new X509Certificate(content);
    return content;
  } catch (error) {
    throw new UnusableServerError(
      `The file ${name} of the connection string can't be read, or holds no ${name === 'userKeyFile' ? 'key' : 'certificate'}.`,
      { cause: error },
    );
  }
}
