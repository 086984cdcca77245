import { randomUUID } from 'node:crypto';
import { WrongExpectedRevisionError, type EventLog } from '../event-log.js';
import type { Client } from './client.js';
import { UnusableServerError } from './connection-string.js';

/** Holds one event, which names the log for ever. It begins with none of the prefixes of what the log shows. */
export const IDENTITY_STREAM = 'ledger-identity';
const IDENTITY_TYPE = 'ledger-identified';
/** Raised with every change that an older program couldn't read. */
const FORMAT = 1;
/** From this version on a subscription is told that it has caught up. */
const OLDEST = [23, 10] as const;

/** What becomes of a server that holds no log: it gets one, unless it has a stream that would be taken for the log's. */
export type WhenNone = 'make-if-free' | 'refuse';

/** Which log is looked for. */
export interface OpenMode {
  readonly whenNone: WhenNone;
  /** The log's id, where it is known: then none is made, whatever becomes of others. */
  readonly knownAs?: string | undefined;
}

/** @throws UnusableServerError if the server is none, or too old. */
export async function checkServer(client: Client, hosts: string): Promise<void> {
  const version = await client.serverVersion();
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new UnusableServerError(
    /^\d/.test(version)
      ? `The server at ${hosts} is EventStoreDB ${version}; the log needs ${OLDEST.join('.')} or later.`
      : `The server at ${hosts} doesn't say that it is EventStoreDB.`,
  );
}

/**
 * The lasting id of the log, which all instances share: the first of them to come gives it, however many come at once.
 *
 * @throws UnusableServerError if something else has the stream, or there is no log and none may be made.
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
      `There is no ledger in the event store at ${hosts}; what is here was read from the log ${knownAs}.`,
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
    // Another instance may have made the log, and begun it, just now.
    if ((await identityIn(log, hosts)) !== undefined) return;
    throw new UnusableServerError(
      `The event store at ${hosts} has a stream ${stream}, which no ledger wrote: the log would show it.`,
    );
  }
}

async function identityIn(log: Pick<EventLog, 'readStream'>, hosts: string): Promise<string | undefined> {
  for await (const { type, data } of log.readStream(IDENTITY_STREAM, { limit: 1 })) {
    const { id, format } = data;
    if (type !== IDENTITY_TYPE || typeof id !== 'string' || typeof format !== 'number') {
      throw new UnusableServerError(`The server at ${hosts} has a stream ${IDENTITY_STREAM} of something else's.`);
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
