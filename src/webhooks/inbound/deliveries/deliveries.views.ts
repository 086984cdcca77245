import type { BodyEncoding } from '../../../deliveries/delivery.events.js';
import type { RedactionView } from '../../../event-log/redaction.js';
import type { InboundDelivery } from '../../../deliveries/delivery.queries.js';

/** A delivery with what was sent. */
export interface InboundDeliveryDetails extends InboundDelivery {
  /** Headers that mappings may read, by name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** How `body` holds the bytes: as text, or in base64. */
  readonly encoding: BodyEncoding;
  /** The body as it came. */
  readonly body: string;
  /** What of its events was redacted, by revision of its stream; absent if nothing was. Then it isn't processed any more. */
  readonly redacted?: readonly RedactionView[];
}

/** What a request to retry all that failed did. */
export interface RetriedDeliveries {
  /** The number of deliveries that wait again. */
  readonly deliveries: number;
}
