import type { RecordedEvent } from '../../event-log/event-log.js';
import { redact, redactionOf, redactionsIn } from '../../event-log/redaction.js';

/** Where a redacted event is. */
type Place = Pick<RecordedEvent, 'position' | 'stream' | 'revision'>;

const keyOf = ({ stream, revision }: Pick<RecordedEvent, 'stream' | 'revision'>, redaction: string): string =>
  `${revision} ${stream} ${redaction}`;

/** Checks that redacted events and redactions belong together: each event says by which redaction, which comes later. */
export class RedactionsCheck {
  /** Redacted events, without their data. */
  private readonly redacted = new Map<string, Place>();

  /** What is wrong with this event, by those before it. */
  check(event: RecordedEvent): string[] {
    const { position, stream, revision } = event;
    for (const { redaction } of redactionsIn(event))
      this.redacted.set(keyOf(event, redaction), { position, stream, revision });
    const redaction = redactionOf(event);
    if (!redaction || this.redacted.delete(keyOf(redaction, redaction.redaction))) return [];
    return [`revision ${redaction.revision} of ${redaction.stream}, which the event redacts, is not redacted`];
  }

  /** Events that no redaction explains, by the ids of redactions that they name. After the last event. */
  unexplained(): readonly Place[] {
    return [...this.redacted.values()];
  }
}

/** Whether the fields that were redacted are. */
export const isRedactedFully = (event: RecordedEvent): boolean =>
  redactionsIn(event).every((mark) => {
    const { stream, revision, id } = event;
    const again = redact({ data: event.data, metadata: {} }, { ...mark, stream, revision, event: id });
    return JSON.stringify(again.data) === JSON.stringify(event.data);
  });
