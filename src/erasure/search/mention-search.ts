import { type EventLog, type RecordedEvent, STREAM_DELETED } from '../../event-log/event-log.js';
import { namesEvent, publicPosition } from '../../event-log/public-position.js';
import { PositionNotInLogError } from '../../http/errors.js';
import { parseOwnPosition } from '../../http/position-check.js';
import { monotonicMs } from '../../lib/monotonic-ms.js';
import { TurnBudget } from '../../lib/turn-budget.js';
import type { KnownRedaction } from '../../redactions/redaction.state.js';
import { MAX_LIST } from '../../validation/bounds.js';
import { isAmong, isWithin, redactableFields, type SchemasOf } from '../redactable-fields.js';
import { DeliveryBodies } from './delivery-bodies.js';
import { mentionFields } from './mention-fields.js';
import type { Mention, MentionField, MentionPage } from './mention.views.js';
import { type Pause, SoughtTexts } from './sought-texts.js';

/** How long a page reads the log. */
const MAX_MS = 1_000;
/** A page ends at this length of its excerpts together, in UTF-16 code units. */
const MAX_LENGTH = 256 * 1024;
const DEFAULT_LIMIT = 50;

export interface SearchRequest {
  readonly texts: readonly string[];
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
  /** Only events of which something can be redacted. */
  readonly redactable?: boolean | undefined;
}

/** A page has enough, or its time is over: an event that wasn't read to its end is the first one of the next page. */
class PageEndedError extends Error {}

/** Finds the events of the log that have a text: all that there is to redact, and what can't be redacted. */
export class MentionSearch {
  constructor(
    private readonly log: Pick<EventLog, 'id' | 'readAll' | 'readStream' | 'eventAt'>,
    private readonly schemasOf: SchemasOf,
    private readonly waiting: () => Promise<readonly KnownRedaction[]>,
  ) {}

  /**
   * One page. It keeps nothing of the request, and lets other work be done meanwhile. It takes longer than a page may only
   * for its first event. Throws a `BadRequestError`, a
   * `ForeignPositionError` or a `PositionNotInLogError` for a position that isn't one of this log.
   *
   * @param gone ends the search when it is aborted
   */
  async find(asked: SearchRequest, gone: AbortSignal): Promise<MentionPage> {
    const after = asked.after === undefined ? undefined : await this.ownPosition(asked.after);
    const sought = new SoughtTexts(asked.texts);
    const turn = new TurnBudget();
    const waiting = await this.waiting();
    const end = monotonicMs() + MAX_MS;
    /** The last event that was read to its end. */
    let last: RecordedEvent | undefined;
    const pause = async (): Promise<void> => {
      await turn.yieldIfSpent();
      gone.throwIfAborted();
      if (last && monotonicMs() >= end) throw new PageEndedError();
    };
    const search = { sought, bodies: new DeliveryBodies(this.log, sought, pause), pause };
    const { limit = DEFAULT_LIMIT, redactable: onlyRedactable = false } = asked;
    const items: Mention[] = [];
    let [searched, length] = [0, 0];
    try {
      for await (const event of this.log.readAll({ after })) {
        const mention = event.type === STREAM_DELETED ? undefined : await this.mentionIn(event, search, waiting);
        searched += 1;
        last = event;
        if (mention && (mention.request || !onlyRedactable)) {
          items.push(mention);
          length += mention.fields.reduce((sum, { excerpt }) => sum + excerpt.length, 0);
        }
        if (items.length >= limit || length > MAX_LENGTH) throw new PageEndedError();
        await pause();
      }
    } catch (error) {
      if (!(error instanceof PageEndedError) || !last) throw error;
      return { items, searched, next: this.positionOf(last) };
    }
    return { items, searched };
  }

  private async mentionIn(
    event: RecordedEvent,
    { sought, bodies, pause }: { sought: SoughtTexts; bodies: DeliveryBodies; pause: Pause },
    waiting: readonly KnownRedaction[],
  ): Promise<Mention | undefined> {
    const redactable = redactableFields(event, this.schemasOf);
    const fields = [...(await mentionFields(event, redactable, sought, pause))];
    const parts: ReadonlyMap<number, string> = bodies.has(event) ? await bodies.partsOf(event.stream) : new Map();
    const part = parts.get(event.revision);
    if (part !== undefined && !fields.some(({ pointer }) => pointer === BODY)) {
      fields.push({ of: 'data', pointer: BODY, excerpt: part, redactable: true });
    }
    // The digest is that of all parts, and in the event that has the first one.
    if (fields.length === 0 && (event.revision > 0 || parts.size === 0)) return undefined;
    const { id, stream, revision, type, metadata } = event;
    const replaced = requestFields(fields, redactable, parts.size > 0);
    const requested = waiting.filter(
      ({ target, fields: of }) =>
        target.event === id && target.stream === stream && replaced.every((field) => isWithin(field, of)),
    );
    return {
      ...{ event: id, stream, revision, type, position: this.positionOf(event) },
      recordedAt: metadata['recordedAt'] as string,
      fields,
      ...(replaced.length > 0 && { request: { stream, revision, fields: replaced } }),
      ...(replaced.length > 0 && requested.length > 0 && { requested: requested.map(({ redaction }) => redaction) }),
    };
  }

  private positionOf({ position, id: event }: RecordedEvent): string {
    return publicPosition(this.log.id, { position, event });
  }

  private async ownPosition(text: string): Promise<string> {
    const named = parseOwnPosition(this.log.id, text, 'after');
    if (!namesEvent(named, (await this.log.eventAt(named.position))?.id)) throw new PositionNotInLogError();
    return named.position;
  }
}

const BODY = '/body';
const DIGEST = '/digest';

/** Pointers that a redaction takes. A digest would let a reader try out what the body may have said. */
function requestFields(
  fields: readonly MentionField[],
  redactable: readonly string[],
  isInBody: boolean,
): readonly string[] {
  const fieldsOf = (pointer: string): readonly string[] =>
    isAmong(pointer, redactable) ? [pointer] : redactable.filter((field) => isWithin(pointer, [field]));
  const found = fields.flatMap(({ pointer, redactable: can }) => (can ? fieldsOf(pointer) : []));
  const withDigest = (isInBody || found.includes(BODY)) && redactable.includes(DIGEST) ? [...found, DIGEST] : found;
  const unique = [...new Set(withDigest)];
  if (unique.length <= MAX_LIST) return unique;
  return redactable.filter((field) => unique.some((pointer) => isWithin(pointer, [field])));
}
