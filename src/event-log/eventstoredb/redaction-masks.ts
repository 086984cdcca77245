import { appendTo } from '../../lib/collections.js';
import type { RecordedEvent } from '../event-log.js';
import { redactBy, type Redaction, REDACTIONS_STREAM, redactionOf } from '../redaction.js';
import { BrokenOffError } from './errors.js';

/** The stream of redactions, as the store has it. */
export interface RedactionReads {
  /** Reads it from this revision on. A server that is shutting down may end the read early, as if it were complete. */
  from(revision: number): AsyncIterable<RecordedEvent>;
  /** Reads its last event, if it has any. */
  last(): AsyncIterable<RecordedEvent>;
}

/** The redactions of a log whose store can't change an event: made on every event that is read. */
export class RedactionMasks {
  private readonly redactions = new Map<string, Redaction[]>();
  private next = 0;
  private isLoaded = false;
  private loading: Promise<void> | undefined;

  constructor(private readonly stored: RedactionReads) {}

  /** Resolves when the redactions that the store had at some time are known. */
  async loaded(): Promise<void> {
    if (!this.isLoaded) await this.refresh();
  }

  /** Another one was appended, and couldn't be read: the next read has to. */
  outdated(): void {
    this.isLoaded = false;
  }

  /** Reads those that were appended since, by whichever process. */
  refresh(): Promise<void> {
    this.loading ??= this.load().finally(() => {
      this.loading = undefined;
    });
    return this.loading;
  }

  /** The event as it reads now. Learns from events of the stream of redactions. */
  apply(event: RecordedEvent): RecordedEvent {
    if (event.stream === REDACTIONS_STREAM) this.learn(event);
    const redactions = this.redactions.get(event.stream);
    return redactions ? redactBy(event, redactions) : event;
  }

  private async load(): Promise<void> {
    let last = -1;
    for await (const { revision } of this.stored.last()) last = revision;
    if (last >= this.next) for await (const event of this.stored.from(this.next)) this.learn(event);
    if (last >= this.next) throw new BrokenOffError('the server ended the read');
    this.isLoaded = true;
  }

  /** Only the next one, so that none is left out. */
  private learn(event: RecordedEvent): void {
    if (event.revision !== this.next) return;
    this.next += 1;
    const redaction = redactionOf(event);
    if (redaction) appendTo(this.redactions, redaction.stream, redaction);
  }
}
