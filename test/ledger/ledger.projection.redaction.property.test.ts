import fc from 'fast-check';
import { redactableFields } from '../../src/erasure/redactable-fields.js';
import type { JsonObject, RecordedEvent } from '../../src/event-log/event-log.js';
import { ENTRY_REDACTED, isTarget, redact, redactionOf, REDACTIONS_STREAM } from '../../src/event-log/redaction.js';
import { runs } from '../support/runs.js';
import { TestReadModel } from '../support/test-read-model.js';
import { histories } from '../verification/standard/generators/history.js';

/** In every text that can be redacted of one event. */
const SECRET = 'Zzyzx';

/** The event with words in all its fields that can have some. */
function withWords(event: RecordedEvent): RecordedEvent {
  const { data, stream, type } = event;
  const isAct = 'by' in data;
  const words: JsonObject = {
    ...(isAct && {
      quote: { text: `“${SECRET} quote”` },
      wording: { text: `${SECRET} wording`, language: 'en' },
      capacity: `${SECRET} capacity`,
    }),
    ...(type === 'VerdictIssued' && { label: `${SECRET} label`, reviewUrl: `https://example.com/${SECRET}` }),
    ...(type.startsWith('Claim') &&
      'topics' in data && { topics: [`${SECRET} topic`, 'shared'], text: `${SECRET} text.` }),
    ...(type.startsWith('Actor') && 'name' in data && { name: `${SECRET} name`, aliases: [`${SECRET} alias`] }),
    ...(stream.startsWith('document-') && { title: `${SECRET} title`, url: `https://example.com/${SECRET}` }),
  };
  return { ...event, data: { ...data, ...words } };
}

function redactionAt(index: number, revision: number, data: JsonObject, before: RecordedEvent): RecordedEvent {
  return {
    ...before,
    id: `00000000-0000-4000-8000-${(0xfff0 + revision).toString(16).padStart(12, '0')}`,
    stream: REDACTIONS_STREAM,
    revision,
    position: String(Number(before.position) + 1).padStart(20, '0'),
    type: revision === 0 ? 'RedactionRequested' : ENTRY_REDACTED,
    data,
    metadata: { ...before.metadata, recordedBy: `reader-${index}` },
  };
}

const rowsOf = (events: readonly RecordedEvent[], batches: readonly number[]) => {
  const model = new TestReadModel();
  model.handleInBatches(events, batches);
  expect(model.writer.checkpoints.parked()).toEqual([]);
  return model;
};

describe('a redaction', () => {
  it('leads to the rows that the redacted event would have led to in its turn, and to no others', () => {
    const plan = fc.record({ target: fc.nat({ max: 2 ** 30 }), at: fc.nat({ max: 100 }), all: fc.boolean() });
    fc.assert(
      fc.property(
        histories(),
        plan,
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 }),
        (history, { target, at, all }, batches) => {
          const generated = history.events as unknown as RecordedEvent[];
          // Positions with room for another event.
          const spread = generated.map((event) => ({
            ...event,
            position: String(Number(event.position) * 3 + 3).padStart(20, '0'),
          }));
          const eligible = spread.filter((event) => redactableFields(withWords(event), () => undefined).length > 0);
          // Registrations are rarer than acts, and have more rows.
          const types = [...new Set(eligible.map((event) => event.type))];
          const ofType = eligible.filter((event) => event.type === types[target % types.length]);
          const chosen = ofType[(target >> 8) % ofType.length] as RecordedEvent;
          const events = spread.map((event) => (event === chosen ? withWords(event) : event));
          const index = spread.indexOf(chosen);
          const original = events[index] as RecordedEvent;
          const possible = redactableFields(original, () => undefined);
          const fields = all ? possible : possible.slice(0, 1);
          const { id: event, stream, revision, type } = original;
          const data = {
            redaction: 'r',
            target: { stream, revision, event, type },
            fields,
            reason: 'r',
            authority: 'a',
            digest: 'd',
          };
          const cut = index + 1 + Math.floor(((events.length - index - 1) * at) / 100);
          const made = redactionAt(index, 1, data, events[cut - 1] as RecordedEvent);
          const redaction = redactionOf(made);
          if (!redaction) throw new Error('Not a redaction.');

          const live = rowsOf([...events.slice(0, cut), made, ...events.slice(cut)], batches);
          const masked = events.map((each) => (isTarget(each, redaction) ? redact(each, redaction) : each));
          const rebuilt = rowsOf([...masked.slice(0, cut), made, ...masked.slice(cut)], [1_000]);
          expect(live.dump()).toEqual(rebuilt.dump());
          expect(live.writer.mustErase).toBe(true);
          if (all) expect(JSON.stringify(live.dump()).toLowerCase()).not.toContain(SECRET.toLowerCase());
        },
      ),
      { numRuns: runs(200) },
    );
  });
});
