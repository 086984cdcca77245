import { appendTo } from '../../lib/collections.js';
import type { RecordedEvent } from '../event-log.js';
import { redactBy, type Redaction, REDACTIONS_STREAM, redactionOf } from '../redaction.js';

/** The redactions of a log whose store can't change an event: made on every event that is read. */
export class RedactionMasks {
  private readonly redactions = new Map<string, Redaction[]>();
  private next = 0;
  private isLoaded = false;
  private loading: Promise<void> | undefined;

  /** @param read yields the events of the stream of redactions as the store has them, from this revision on */
  constructor(private readonly read: (from: number) => AsyncIterable<RecordedEvent>) {}

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
    for await (const event of this.read(this.next)) this.learn(event);
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
