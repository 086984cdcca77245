import { hash, randomBytes } from 'node:crypto';
import { foreignEntry } from '../claims/claim.references.js';
import { generateId } from '../http/command-body.js';
import type { CommandContext, CommandResult } from '../command-handling/command-context.js';
import type { CommandExecutor } from '../command-handling/command-executor.js';
import { CommandRejectedError, NotFoundError, type Violation } from '../command-handling/errors.js';
import { bytesOf, MAX_EVENT_BYTES } from '../command-handling/event-envelope.js';
import { streamName } from '../domain/domain-event.js';
import type { EventLog, RecordedEvent } from '../event-log/event-log.js';
import { isChangedBy, isRedacted, redact, REDACTED_DIGEST, REDACTIONS_STREAM } from '../event-log/redaction.js';
import { canonicalJson } from '../lib/digest.js';
import { redactionDecider } from '../redactions/redaction.decider.js';
import type { RedactionRequested } from '../redactions/redaction.events.js';
import type { KnownRedaction } from '../redactions/redaction.state.js';
import { isAmong, isWithin, redactableFields, type SchemasOf } from './redactable-fields.js';
import type { RedactionRequestDto } from './redaction.dto.js';
import { repeatsText } from './repeated-text.js';
import { textsIn } from './search/mention-fields.js';
import { lettersOf } from './search/sought-texts.js';

const SALT_BYTES = 32;

export interface Approval {
  readonly recorded: CommandResult;
  /** In hex; undefined if the request is repeated, since it is not stored. */
  readonly salt: string | undefined;
}

/** Requests, approvals and rejections of redactions. */
export class RedactionsService {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly log: Pick<EventLog, 'readStream'>,
    private readonly schemasOf: SchemasOf,
  ) {}

  /** All requests, oldest first. */
  async list(): Promise<readonly KnownRedaction[]> {
    return [...(await this.executor.loadState(REDACTIONS_STREAM, redactionDecider)).values()];
  }

  /** Those that wait for approval, oldest first. */
  async waiting(): Promise<readonly KnownRedaction[]> {
    return (await this.list()).filter(({ outcome }) => outcome === undefined);
  }

  /** Throws a `NotFoundError`. */
  async get(id: string): Promise<KnownRedaction> {
    const found = (await this.executor.loadState(REDACTIONS_STREAM, redactionDecider)).get(id);
    if (!found) throw new NotFoundError('redaction', id);
    return found;
  }

  /** Throws a `CommandRejectedError` that names what can be redacted if the fields can't be. */
  async request(asked: RedactionRequestDto, context: CommandContext): Promise<CommandResult & { readonly id: string }> {
    const event = await this.eventOf(asked);
    const { reason, authority } = asked;
    const redactable = redactableFields(event, this.schemasOf);
    const fields = asked.fields ?? redactable.filter((field) => isChangedBy(event.data, field));
    const violations = [
      ...fieldViolations(event, fields, redactable, asked.fields !== undefined),
      ...repetitions(event, fields, { reason, authority }),
    ];
    const { stream, revision, id: eventId, type } = event;
    const id = generateId(context);
    const request = { redaction: id, target: { stream, revision, event: eventId, type }, fields, reason, authority };
    const bytes = violations.length > 0 ? 0 : sizeAfter(event, request);
    if (bytes > MAX_EVENT_BYTES) {
      const message = `With this reason and authority, the event would take ${bytes} bytes; at most ${MAX_EVENT_BYTES} are allowed. Shorten them.`;
      violations.push({ pointer: '/reason', code: 'event-too-large', message });
    }
    if (violations.length > 0) throw new CommandRejectedError(violations);
    const recorded = await this.executor.record(
      REDACTIONS_STREAM,
      redactionDecider,
      { command: 'request', request },
      context,
    );
    return { ...recorded, id };
  }

  /** Redacts the event. Throws a `NotFoundError`, or a `CommandRejectedError` for the principal that requested it. */
  async approve(id: string, context: CommandContext): Promise<Approval> {
    const { target } = await this.get(id);
    const event = await this.eventAt(target.stream, target.revision);
    const salt = randomBytes(SALT_BYTES);
    const digest = hash('sha256', Buffer.concat([salt, Buffer.from(canonicalJson(event.data))]), 'hex');
    const command = { command: 'approve', redaction: id, principal: context.principal, digest } as const;
    const recorded = await this.executor.record(REDACTIONS_STREAM, redactionDecider, command, context);
    await this.executor.forget(target.stream);
    const isNew = recorded.written.length > 0 && !recorded.replayed;
    return { recorded, salt: isNew ? salt.toString('hex') : undefined };
  }

  /**
   * Throws a `NotFoundError`, or a `CommandRejectedError` for what is redacted already, or for a reason that repeats what
   * was to be redacted.
   */
  async reject(id: string, reason: string | undefined, context: CommandContext): Promise<CommandResult> {
    if (reason !== undefined) {
      const { target, fields } = await this.get(id);
      const violations = repetitions(await this.eventAt(target.stream, target.revision), fields, { reason });
      if (violations.length > 0) throw new CommandRejectedError(violations);
    }
    return this.executor.record(
      REDACTIONS_STREAM,
      redactionDecider,
      { command: 'reject', redaction: id, reason },
      context,
    );
  }

  private async eventOf({ entry, stream, revision }: RedactionRequestDto): Promise<RecordedEvent> {
    if ((entry === undefined) === (stream === undefined || revision === undefined)) {
      const message = 'Name the event either by entry, or by stream and revision.';
      throw new CommandRejectedError([{ pointer: '', code: 'no-target', message }]);
    }
    if (entry === undefined) return this.eventAt(stream ?? '', revision ?? -1);
    const { claim, id } = foreignEntry(entry);
    for await (const event of this.log.readStream(streamName('claim', claim)))
      if (event.data['id'] === id) return event;
    throw new NotFoundError('entry', entry);
  }

  private async eventAt(stream: string, revision: number): Promise<RecordedEvent> {
    for await (const event of this.log.readStream(stream, { from: revision, limit: 1 })) return event;
    throw new NotFoundError('event', `${stream}, revision ${revision}`);
  }
}

function fieldViolations(
  event: RecordedEvent,
  fields: readonly string[],
  redactable: readonly string[],
  areChosen: boolean,
): Violation[] {
  const choices = redactable.length > 0 ? `Of it, these can be: ${redactable.join(', ')}.` : 'Nothing of it can be.';
  if (!areChosen) {
    if (fields.length > 0) return [];
    const message = `${event.type}, revision ${event.revision} of ${event.stream}, has nothing to redact. ${choices}`;
    return [{ pointer: '', code: 'nothing-to-redact', message }];
  }
  return fields.flatMap((field, index): Violation[] => {
    const pointer = `/fields/${index}`;
    if (!isAmong(field, redactable)) {
      return [{ pointer, code: 'not-redactable', message: `${field} can't be redacted in this event. ${choices}` }];
    }
    if (isChangedBy(event.data, field)) return [];
    return [
      { pointer, code: 'nothing-to-redact', message: `${field} has nothing to redact: it is missing, or redacted.` },
    ];
  });
}

/** What is published of a redaction can't be redacted. */
function repetitions(
  event: RecordedEvent,
  fields: readonly string[],
  published: Readonly<Record<string, string>>,
): Violation[] {
  const texts = [...textsIn(event.data)].flatMap(([pointer, text]) =>
    isWithin(pointer, fields) && isTelling(pointer, text) ? [{ pointer, text }] : [],
  );
  return Object.entries(published).flatMap(([name, text]): Violation[] => {
    const repeated = texts.find((each) => repeatsText(text, [each.text]));
    if (!repeated) return [];
    const message = `${name} has the text of ${repeated.pointer}, which is to be redacted. It is published, and can't be redacted: write it without.`;
    return [{ pointer: `/${name}`, code: 'repeats-redacted', message }];
  });
}

/** Headers such as `de` or `17`, and other numbers, may be in any reason. */
const isTelling = (pointer: string, text: string): boolean =>
  !isRedacted(text) && /\p{L}/u.test(text) && (lettersOf(text) > 3 || !pointer.startsWith('/headers'));

function sizeAfter(event: RecordedEvent, { redaction, target, fields, reason, authority }: RedactionRequested): number {
  const redactedAt = new Date(0).toISOString();
  const made = { redaction, ...target, fields, reason, authority, digest: REDACTED_DIGEST, redactedAt };
  return bytesOf(redact(event, made), event.stream, event.revision);
}
