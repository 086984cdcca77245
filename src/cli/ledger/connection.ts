import { readFileSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { adminKeyFile, type Config } from '../../config.js';
import type { ReadingStatus } from '../../read-model/current-read-model.js';
import { FolderLock, FolderOwnedError } from '../../event-log/data-folder-lock.js';
import { ApiClient } from './api-client.js';
import { serverAddress } from './cli-settings.js';
import { isWithoutLog, settings } from './settings.js';
import { ApiProblemError, UnreachableError, unusableFolder, UsageError } from '../errors.js';

/** How long the owner of a folder may take until its API listens. */
const STARTING_MS = 10_000;
const ASK_EVERY_MS = 100;
/** After this long without an answer, a message says what the command waits for. */
const PATIENCE_MS = 2_000;

/** Which ledger to use: the one at `url`, otherwise that of the data folder. */
export interface LedgerOptions {
  readonly data: string;
  readonly url?: string | undefined;
  readonly key?: string | undefined;
  /** What the key was given with, as the person knows it. */
  readonly keySource?: '--key' | 'CLAIM_LEDGER_KEY';
}

/** A ledger that responds. */
export interface Connection {
  readonly client: ApiClient;
  /** The ledger as a person knows it: its address, or its folder and who serves it. */
  readonly ledger: string;
  close(): Promise<void>;
}

export interface ConnectOptions {
  readonly signal: AbortSignal;
  /** Whether a data folder without a ledger gets one. */
  readonly create: boolean;
  /** Called with what the command waits for, if it takes long. */
  readonly onWaiting: (message: string) => void;
}

/**
 * Connects to the server at `url`; without one, to the owner of the data folder; if nobody owns that, to a ledger
 * started on it in this process until `close`. A folder's own key is sent to its own ledger only.
 *
 * @throws UnreachableError
 */
export async function connect(options: LedgerOptions, how: ConnectOptions): Promise<Connection> {
  if (options.url !== undefined) return connectTo(options.url, options.key, how.signal);
  for (;;) {
    const owner = await connectToOwner(options, how);
    if (owner) return untilItEnds(owner, options, how);
    const connection = await startHere(options, how);
    if (connection) return connection;
  }
}

/**
 * The owner of a folder may be a short command like this one: when it ends, this one continues without it. Its clients
 * under scenarios and for a time share one successor, which may be a ledger in this process: closed once, and by nobody else.
 */
function untilItEnds(owner: Connection, options: LedgerOptions, how: ConnectOptions): Connection {
  const { url, key, signal } = owner.client;
  let successor: Promise<Connection> | undefined;
  const client = new ApiClient(url, key, signal, async () => {
    successor ??= connect(options, how);
    return (await successor).client;
  });
  const close = async (): Promise<void> => {
    const connection = await successor?.catch(() => undefined);
    await connection?.close();
  };
  return { ...owner, client, close };
}

/**
 * Connects to the owner of the data folder, and waits until it listens. Undefined if nobody owns the folder.
 *
 * @throws UnreachableError
 */
export async function connectToOwner(
  options: LedgerOptions,
  how: Pick<ConnectOptions, 'signal' | 'onWaiting'>,
): Promise<Connection | undefined> {
  for (let waited = 0; holderOf(options.data); waited += ASK_EVERY_MS) {
    const connection = await connectToListener(options, how);
    if (connection) return connection;
    if (waited >= STARTING_MS) {
      throw new UnreachableError(
        `${options.data} is in use by ${ownerOf(options.data)}, which doesn't answer. Stop it, or wait until it has started.`,
      );
    }
    if (waited === PATIENCE_MS) how.onWaiting(`Waiting for the server on ${options.data} …`);
    await pause(ASK_EVERY_MS, undefined, { signal: how.signal });
  }
  return undefined;
}

function connectTo(url: string, key: string | undefined, signal: AbortSignal): Connection {
  const parsed = serverAddress(url);
  if ('problem' in parsed) throw new UsageError(`--url ${parsed.problem}`);
  const address = parsed.value;
  return { client: new ApiClient(address, key, signal), ledger: address, close: () => Promise.resolve() };
}

/** Whether a ledger answers there; it may refuse to, since the key is not sent. Throws a `UsageError` for a URL that isn't one. */
export async function isLedgerAt(url: string, signal: AbortSignal): Promise<boolean> {
  const { client } = connectTo(url, undefined, signal);
  try {
    await client.get('/v1/status');
    return true;
  } catch (error) {
    if (error instanceof UnreachableError) return false;
    if (error instanceof ApiProblemError) return true;
    throw error;
  }
}

/** Undefined if nobody owns the folder, or its owner doesn't listen yet or was just killed. */
async function connectToListener(
  { data, key }: LedgerOptions,
  { signal }: Pick<ConnectOptions, 'signal'>,
): Promise<Connection | undefined> {
  const url = holderOf(data)?.url;
  if (url === undefined) return undefined;
  const client = new ApiClient(url, key ?? keyIn(data), signal);
  try {
    await client.get('/livez');
  } catch (error) {
    if (error instanceof UnreachableError) return undefined;
    throw error;
  }
  return { client, ledger: `${data}, served at ${url}`, close: () => Promise.resolve() };
}

/** Undefined if another process owns the folder. */
async function startHere(options: LedgerOptions, how: ConnectOptions): Promise<Connection | undefined> {
  const { data, key } = options;
  const config: Config = { ...settings(data), host: '127.0.0.1', port: 0 };
  if (holderOf(data)) return undefined;
  if (!how.create && isWithoutLog(config)) {
    if (statSync(data, { throwIfNoEntry: false })?.isFile()) {
      throw new UnreachableError(`${data} can't be used: it is a file, not a folder. Choose a folder.`);
    }
    throw new UnreachableError(
      `There is no ledger in ${data} yet. "claim-ledger serve" creates one; --data names another folder.`,
    );
  }
  try {
    // Loaded only now: a client of a running server needs none of it, and starts in half the time.
    const { startLocalLedger: start } = await import('./start-local-ledger.js');
    const started = await start(config, { whenNone: how.create ? 'make-if-free' : 'refuse' });
    const client = new ApiClient(started.url, key ?? keyIn(data), how.signal);
    try {
      await untilCaughtUp(client, how);
    } catch (error) {
      await started.close();
      throw error;
    }
    return { client, ledger: `${data}, no server running`, close: () => started.close() };
  } catch (error) {
    if (error instanceof FolderOwnedError) return undefined;
    throw error;
  }
}

/** A ledger that was just started may have to build its read model first; the reads report what prevents that. */
async function untilCaughtUp(client: ApiClient, { signal, onWaiting }: ConnectOptions): Promise<void> {
  for (let waited = 0; ; waited += ASK_EVERY_MS) {
    const { caughtUp, failure } = await client.get<ReadingStatus>('/v1/status');
    if (caughtUp || failure !== undefined) return;
    if (waited === PATIENCE_MS) onWaiting('Reading the log …');
    await pause(waited === 0 ? 10 : ASK_EVERY_MS, undefined, { signal });
  }
}

function holderOf(data: string) {
  try {
    return FolderLock.holder(data);
  } catch (error) {
    throw unusableFolder(data, error);
  }
}

function ownerOf(data: string): string {
  const pid = holderOf(data)?.pid;
  return pid === undefined ? 'an unknown process' : `process ${pid}`;
}

/** The key in the data folder; undefined if there is none, or it can't be read. */
export function keyIn(data: string): string | undefined {
  try {
    return readFileSync(adminKeyFile(data), 'utf8').trim();
  } catch {
    // Without a key the ledger still answers reads, and reports what a write lacks.
    return undefined;
  }
}
