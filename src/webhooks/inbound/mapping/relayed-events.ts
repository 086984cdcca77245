import { isDeepStrictEqual } from 'node:util';
import type { EventLog } from '../../../event-log/event-log.js';

/** An event that another ledger received by an integration, as this ledger would record it. */
export interface RelayedEvent {
  readonly stream: string;
  readonly type: string;
  readonly data: unknown;
}

/** Recognises events that come back to this ledger from others. */
export class RelayedEvents {
  constructor(private readonly log: Pick<EventLog, 'readStream'>) {}

  /**
   * Whether the stream has an equal event. Two ledgers that follow each other would otherwise record two amendments, each
   * of which takes back the other, without end.
   */
  async isKnown({ stream, type, data }: RelayedEvent): Promise<boolean> {
    for await (const event of this.log.readStream(stream)) {
      if (event.type === type && isDeepStrictEqual(event.data, data)) return true;
    }
    return false;
  }
}
