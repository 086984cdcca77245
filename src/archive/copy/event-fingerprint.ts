import type { RecordedEvent } from '../../event-log/event-log.js';

/** What a copy must have byte for byte: everything of an event except its position, which each store assigns itself. */
export const fingerprint = ({ stream, revision, id, type, data, metadata }: RecordedEvent): string =>
  JSON.stringify([stream, revision, id, type, data, metadata]);
