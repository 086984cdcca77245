import { BACKWARDS, END, FORWARDS, type ReadPosition } from '@eventstore/db-client';
import type { RecordedEvent } from '../event-log.js';
import { positionText } from '../position.js';
import type { Client } from './client.js';
import { BrokenOffError } from './errors.js';
import { type ClientEvent, fromPosition, toEvent } from './event-mapping.js';
import { iterateSource, type ItemsOptions } from './source-iterator.js';

/** The server's answer to a position at which no event begins. */
const NO_EVENT_THERE = /Unexpected ReadAllResult: (?:Error|InvalidPosition)/;

/** The position of the server's last event; undefined if it ended the read early. */
export async function lastPosition(client: Client, options: ItemsOptions): Promise<string | undefined> {
  const last = await readOne(client, BACKWARDS, END, options);
  return last?.position && positionText(last.position.commit);
}

/**
 * The event of any stream at exactly this position; undefined if there is none.
 *
 * @throws BrokenOffError if the server ended the read early, as if the log ended before the position
 */
export async function eventAtPosition(
  client: Client,
  position: string,
  options: ItemsOptions,
): Promise<RecordedEvent | undefined> {
  const commit = fromPosition(position);
  try {
    const found = await readOne(client, FORWARDS, { commit, prepare: commit }, options);
    if (found) return found.position?.commit === commit ? toEvent(found) : undefined;
  } catch (error) {
    if (error instanceof Error && NO_EVENT_THERE.test(error.message)) return undefined;
    throw error;
  }
  const last = await lastPosition(client, options);
  if (last !== undefined && last < position) return undefined;
  throw new BrokenOffError('the server ended the read');
}

async function readOne(
  client: Client,
  direction: typeof FORWARDS | typeof BACKWARDS,
  from: ReadPosition,
  options: ItemsOptions,
): Promise<ClientEvent | undefined> {
  const source = client.readAll({ direction, fromPosition: from, maxCount: 1, requiresLeader: true });
  let found: ClientEvent | undefined;
  for await (const item of iterateSource(source, options)) found = item ?? found;
  return found;
}
