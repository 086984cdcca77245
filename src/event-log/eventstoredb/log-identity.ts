import { randomUUID } from 'node:crypto';
import { WrongExpectedRevisionError, type EventLog } from '../event-log.js';
import type { Client } from './client.js';
import { UnusableServerError } from './connection-string.js';

/** Holds one event, with the log's permanent id. Its name has none of the log's prefixes, so readers don't see it. */
export const IDENTITY_STREAM = 'ledger-identity';
const IDENTITY_TYPE = 'ledger-identified';
/** Incremented with every change that older programs can't read. */
const FORMAT = 1;
/** The first version that reports when a subscription has caught up. */
const MIN_VERSION = [23, 10] as const;

/** What to do with a server that has no log. `make-if-free`: create one, unless a stream there has a prefix of the log. */
export type WhenNone = 'make-if-free' | 'refuse';

/** Which log to open. */
export interface OpenMode {
  readonly whenNone: WhenNone;
  /** The log's id, if it is known. Then no log is created. */
  readonly knownAs?: string | undefined;
}

/** @throws UnusableServerError if the server isn't EventStoreDB, or is too old */
export async function checkServer(client: Client, hosts: string): Promise<void> {
  const version = await client.serverVersion();
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > MIN_VERSION[0] || (major === MIN_VERSION[0] && minor >= MIN_VERSION[1])) return;
  throw new UnusableServerError(
    /^\d/.test(version)
      ? `The server at ${hosts} is EventStoreDB ${version}; the log needs ${MIN_VERSION.join('.')} or later.`
      : `The server at ${hosts} is not EventStoreDB.`,
  );
}

/**
 * Reads the permanent id of the log, which all instances share. The first instance writes it, even if several start
 * concurrently.
 *
 * @throws UnusableServerError if another program uses the stream, or there is no log and none may be created
 */
export async function identify(
  log: Pick<EventLog, 'append' | 'readStream' | 'readAll'>,
  hosts: string,
  { whenNone, knownAs }: OpenMode,
): Promise<string> {
  const known = await identityIn(log, hosts);
  if (known !== undefined) return known;
  if (knownAs !== undefined) {
    throw new UnusableServerError(
      `There is no ledger in the event store at ${hosts}; the read model in this data folder was built from the log ${knownAs}.`,
    );
  }
  if (whenNone === 'refuse') throw new UnusableServerError(`There is no ledger in the event store at ${hosts}.`);
  await assertNoForeignStreams(log, hosts);
  const id = randomUUID();
  const event = { id: randomUUID(), type: IDENTITY_TYPE, data: { id, format: FORMAT }, metadata: { schemaVersion: 1 } };
  try {
    await log.append(IDENTITY_STREAM, 'no-stream', [event]);
    return id;
  } catch (error) {
    if (!(error instanceof WrongExpectedRevisionError)) throw error;
    return (await identityIn(log, hosts)) ?? id;
  }
}

async function assertNoForeignStreams(log: Pick<EventLog, 'readStream' | 'readAll'>, hosts: string): Promise<void> {
  for await (const { stream } of log.readAll({ limit: 1 })) {
    // Another instance may have created the log just now.
    if ((await identityIn(log, hosts)) !== undefined) return;
    throw new UnusableServerError(
      `The event store at ${hosts} has a stream ${stream} of another program. The ledger would read it as its own; use another server.`,
    );
  }
}

/** The id of the log on the server; undefined if it has none. Throws an `UnusableServerError`. */
export async function identityIn(log: Pick<EventLog, 'readStream'>, hosts: string): Promise<string | undefined> {
  for await (const { type, data } of log.readStream(IDENTITY_STREAM, { limit: 1 })) {
    const { id, format } = data;
    if (type !== IDENTITY_TYPE || typeof id !== 'string' || typeof format !== 'number') {
      throw new UnusableServerError(`The server at ${hosts} has a stream ${IDENTITY_STREAM} of another program.`);
    }
    if (format > FORMAT) {
      throw new UnusableServerError(
        `The log at ${hosts} has format ${format}; this program knows formats up to ${FORMAT}.`,
      );
    }
    return id;
  }
  return undefined;
}
