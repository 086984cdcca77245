import { DELIVERY_EVENTS } from '../../deliveries/delivery.event-types.js';
import { deliveryOfStream } from '../../deliveries/delivery.events.js';
import type { EventLog, RecordedEvent } from '../../event-log/event-log.js';
import type { Pause, SoughtTexts } from './sought-texts.js';

/** Longer than a sought text, folded or not, so that one that two parts share is found. */
const EDGE = 2_000;

const { registration: RECEIVED } = DELIVERY_EVENTS;
const CONTINUED = 'DeliveryContinued';

/** What the sender of a delivery may have encoded its bytes with, if not with UTF-8. */
const utf8 = new TextDecoder();
const windows = new TextDecoder('windows-1252');
const wide = ['utf-16le', 'utf-16be'].map((name) => new TextDecoder(name));

/**
 * The bodies of deliveries whose events don't have them as a text: those in several parts, so that a text may begin in one
 * and end in the next, and those in base64.
 */
export class DeliveryBodies {
  private stream: string | undefined;
  private found: ReadonlyMap<number, string> = new Map();

  constructor(
    private readonly log: Pick<EventLog, 'readStream'>,
    private readonly sought: SoughtTexts,
    private readonly pause: Pause,
  ) {}

  /** Whether the event has a part of such a body. */
  has({ stream, type, data }: RecordedEvent): boolean {
    if (deliveryOfStream(stream) === undefined) return false;
    if (type === CONTINUED) return true;
    const { encoding, size, body } = data;
    if (type !== RECEIVED || typeof body !== 'string') return false;
    return encoding !== 'utf8' || Buffer.byteLength(body) !== size;
  }

  /** The revisions of the events whose parts of the body have a sought text, and what is around it. */
  async partsOf(stream: string): Promise<ReadonlyMap<number, string>> {
    if (stream !== this.stream) {
      this.found = await this.search(stream);
      this.stream = stream;
    }
    return this.found;
  }

  private async search(stream: string): Promise<ReadonlyMap<number, string>> {
    const found = new Map<number, string>();
    let before: readonly string[] = [];
    let encoding: unknown;
    for await (const { revision, type, data } of this.log.readStream(stream)) {
      const { body } = data;
      if (type === RECEIVED) ({ encoding } = data);
      else if (type !== CONTINUED) break;
      const texts = typeof body === 'string' ? textsOf(body, encoding) : [];
      for (const [index, text] of texts.entries()) {
        const own = texts.indexOf(text) === index ? await this.excerptFrom(text) : undefined;
        if (own !== undefined) found.set(revision, own);
        const end = before[index]?.slice(-EDGE);
        if (end === undefined) continue;
        const shared = await this.sharedBy(end, text.slice(0, EDGE));
        if (shared === undefined) continue;
        for (const part of [revision - 1, revision]) if (!found.has(part)) found.set(part, shared);
      }
      before = texts;
    }
    return found;
  }

  private async sharedBy(end: string, begin: string): Promise<string | undefined> {
    for (const part of [end, begin]) if ((await this.excerptFrom(part)) !== undefined) return undefined;
    return this.excerptFrom(end + begin);
  }

  private excerptFrom(text: string): Promise<string | undefined> {
    return this.sought.excerptFrom(text, this.pause);
  }
}

function textsOf(body: string, encoding: unknown): readonly string[] {
  if (encoding !== 'base64') return [body];
  const bytes = Buffer.from(body, 'base64');
  return [utf8, windows, ...(bytes.includes(0) ? wide : [])].map((decoder) => decoder.decode(bytes));
}
