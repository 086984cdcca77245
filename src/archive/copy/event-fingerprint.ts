import type { RecordedEvent } from '../../event-log/event-log.js';

/** All of an event but its position, which another store gives in its own way: what a copy must have, byte for byte. */
export const fingerprint = ({ stream, revision, id, type, data, metadata }: RecordedEvent): string =>
  JSON.stringify([stream, revision, id, type, data, metadata]);
