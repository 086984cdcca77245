/** A part of an event that has a sought text. */
export interface MentionField {
  /** Of what: `data`, `metadata`, or `stream`, the name of its stream. */
  readonly of: 'data' | 'metadata' | 'stream';
  /** Where in it: a JSON Pointer; empty for the name of the stream. */
  readonly pointer: string;
  /** The first place that has a sought text, with what is around it. */
  readonly excerpt: string;
  /** Whether a redaction can replace it. */
  readonly redactable: boolean;
  /** Why it can't be redacted, and what to do instead. Absent if it can be. */
  readonly instead?: string;
}

/** An event that has a sought text. */
export interface Mention {
  /** The id of the event. */
  readonly event: string;
  /** Its stream. */
  readonly stream: string;
  /** Its number in the stream, from 0. */
  readonly revision: number;
  /** Its type. */
  readonly type: string;
  /** Its position in the log. */
  readonly position: string;
  /** When it was recorded. */
  readonly recordedAt: string;
  /** What of it has a sought text. */
  readonly fields: readonly MentionField[];
  /**
   * What to send to `POST /v1/redactions`, with `reason` and `authority`, to redact all of these fields that can be. With
   * the body of a delivery, its digest is redacted, too. Absent if none of them can be.
   */
  readonly request?: {
    /** The stream of the event. */
    readonly stream: string;
    /** Its number in the stream. */
    readonly revision: number;
    /** JSON Pointers to fields of its data. */
    readonly fields: readonly string[];
  };
  /** The ids of requests that wait for approval and replace all that can be replaced of it. Absent if there are none. */
  readonly requested?: readonly string[];
}

/** What was found in a part of the log, in the order of the log. A page can be short, or empty, and still have a next one. */
export interface MentionPage {
  /** The events that have a sought text. */
  readonly items: readonly Mention[];
  /** How many events this page has read. */
  readonly searched: number;
  /** The position of the last event that was read. Send it as `after` to get the next page. Absent on the last page. */
  readonly next?: string;
}
