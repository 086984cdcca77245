import { parseStreamName } from '../../domain/domain-event.js';
import type { Json, RecordedEvent } from '../../event-log/event-log.js';
import { REDACTIONS_STREAM } from '../../event-log/redaction.js';
import { isWithin } from '../redactable-fields.js';
import type { MentionField } from './mention.views.js';
import type { Pause, SoughtTexts } from './sought-texts.js';

/** Digests, keys, ids that the ledger makes: they look as if they had short names. */
const NO_WORDS = /^(?:[0-9a-f]{12}|[0-9a-f-]{32,64})$/;
/** Members of these have names that others chose. */
const FOREIGN_NAMES = /\/(?:headers|mapping\/(?:actors|ratings|publishers(?:\/[^/]+\/ratings)?))$/;

const OF_IDS =
  "Ids, times and what states follow from can't be redacted. Put no names into ids of people who may ask to be forgotten.";
const OF_METADATA = "Metadata of events can't be redacted.";
const OF_REDACTIONS = "What is published of redactions can't be redacted.";

/** The parts of an event that have a sought text: its data, who recorded it, and the name of its stream. */
export async function mentionFields(
  event: RecordedEvent,
  redactable: readonly string[],
  sought: SoughtTexts,
  pause: Pause,
): Promise<readonly MentionField[]> {
  const fields: MentionField[] = [];
  const add = (of: MentionField['of'], pointer: string, excerpt: string | undefined, instead?: string): void => {
    if (excerpt === undefined) return;
    fields.push({ of, pointer, excerpt, redactable: instead === undefined, ...(instead !== undefined && { instead }) });
  };
  for (const [pointer, text] of textsIn(event.data)) {
    add(
      'data',
      pointer,
      await sought.excerptFrom(text, pause),
      isWithin(pointer, redactable) ? undefined : whyNot(event.stream),
    );
  }
  const { recordedBy } = event.metadata;
  if (typeof recordedBy === 'string')
    add('metadata', '/recordedBy', await sought.excerptFrom(recordedBy, pause), OF_METADATA);
  const id = parseStreamName(event.stream)?.id;
  if (id !== undefined) add('stream', '', await sought.excerptFrom(id, pause), OF_IDS);
  return fields;
}

const whyNot = (stream: string): string => (stream === REDACTIONS_STREAM ? OF_REDACTIONS : OF_IDS);

/** The texts of a value, each with a JSON Pointer to it. */
export function* textsIn(value: Json, at = ''): Generator<readonly [pointer: string, text: string]> {
  if (typeof value === 'string') {
    if (!NO_WORDS.test(value)) yield [at, value];
  } else if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries()) yield* textsIn(item, `${at}/${index}`);
  } else if (typeof value === 'object' && value !== null && !isSealed(value)) {
    for (const [name, member] of Object.entries(value)) {
      const pointer = `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (FOREIGN_NAMES.test(at)) yield [at, name];
      yield* textsIn(member, pointer);
    }
  }
}

/** Ciphertext has no words. */
const isSealed = (value: object): boolean => 'box' in value && 'key' in value && Object.keys(value).length === 2;
