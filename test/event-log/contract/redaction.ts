import type { EventLog, JsonObject, NewEvent, RecordedEvent } from '../../../src/event-log/event-log.js';
import { ENTRY_REDACTED, REDACTED_DIGEST, REDACTED_TEXT, REDACTIONS_STREAM } from '../../../src/event-log/redaction.js';
import { collect, follow, newEvent, newStream } from './support.js';

const DIGEST = 'ab'.repeat(32);
const NOW = '2026-01-01T00:00:00.000Z';

/** The event of a redaction of these fields of the target. */
export const redacting = (target: RecordedEvent, redaction: string, fields: readonly string[]): NewEvent => {
  const { stream, revision, id: event, type } = target;
  const data = {
    redaction,
    target: { stream, revision, event, type },
    fields,
    reason: 'r',
    authority: 'a',
    digest: DIGEST,
  };
  return { ...newEvent(data, ENTRY_REDACTED), metadata: { schemaVersion: 1, recordedAt: NOW } };
};

export function redactionContract(log: () => EventLog, reopen: () => Promise<EventLog>): void {
  describe('a redaction', () => {
    const append = async (stream: string, data: JsonObject): Promise<RecordedEvent> => {
      const idempotency = { key: 'cd'.repeat(32), body: 'ef'.repeat(32) };
      const { revision } = await log().append(stream, 'any', [
        { ...newEvent(data), metadata: { schemaVersion: 1, idempotency } },
      ]);
      const [event] = await collect(log().readStream(stream, { from: revision, limit: 1 }));
      return event as RecordedEvent;
    };
    const readEverywhere = async (target: RecordedEvent, from: EventLog): Promise<(RecordedEvent | undefined)[]> => {
      const before = (await collect(from.readAll()))
        .filter(({ position }) => position < target.position)
        .at(-1)?.position;
      return [
        (await collect(from.readStream(target.stream, { from: target.revision, limit: 1 })))[0],
        (await collect(from.readStream(target.stream, { direction: 'backwards', from: target.revision, limit: 1 })))[0],
        (await collect(from.readAll({ after: before, limit: 1 })))[0],
        (await follow(from, before, 1))[0],
        await from.eventAt(target.position),
      ];
    };

    it('replaces the fields of its target in every read, also after a restart, and nothing else', async () => {
      const stream = newStream();
      await append(stream, { quote: { text: 'before' } });
      const target = await append(stream, { id: 'e1', by: ['tass'], quote: { text: 'words', position: { start: 1 } } });
      await append(stream, { quote: { text: 'after' } });
      await log().append(REDACTIONS_STREAM, 'any', [redacting(target, 'one', ['/quote/text'])]);

      const { metadata } = target;
      const mark = {
        redaction: 'one',
        fields: ['/quote/text'],
        reason: 'r',
        authority: 'a',
        digest: DIGEST,
        redactedAt: NOW,
      };
      const expected = {
        ...target,
        data: { id: 'e1', by: ['tass'], quote: { text: REDACTED_TEXT, position: { start: 1 } } },
        metadata: {
          ...metadata,
          idempotency: { key: 'cd'.repeat(32), body: REDACTED_DIGEST },
          redactions: [mark],
        },
      };
      for (const read of await readEverywhere(target, log())) expect(read).toEqual(expected);
      for (const read of await readEverywhere(target, await reopen())) expect(read).toEqual(expected);
      const all = await collect(log().readStream(stream));
      expect(all.map(({ data }) => (data['quote'] as JsonObject)['text'])).toEqual(['before', REDACTED_TEXT, 'after']);
    });

    it('adds to the redactions before it', async () => {
      const target = await append(newStream(), { quote: 'words', capacity: 'chief', kept: 'kept' });
      await log().append(REDACTIONS_STREAM, 'any', [redacting(target, 'one', ['/quote'])]);
      await log().append(REDACTIONS_STREAM, 'any', [redacting(target, 'two', ['/capacity'])]);

      for (const read of await readEverywhere(target, log())) {
        expect(read?.data).toEqual({ quote: REDACTED_TEXT, capacity: REDACTED_TEXT, kept: 'kept' });
        expect(read?.metadata['redactions']).toMatchObject([{ redaction: 'one' }, { redaction: 'two' }]);
      }
    });

    it('changes nothing if its target has another id', async () => {
      const target = await append(newStream(), { quote: 'words' });
      const other = { ...target, id: newEvent().id };
      await log().append(REDACTIONS_STREAM, 'any', [redacting(other, 'one', ['/quote'])]);
      for (const read of await readEverywhere(target, log())) expect(read).toEqual(target);
    });

    it('is made in an event that is appended redacted, as by a copy, without a further change', async () => {
      const original = await append(newStream(), { quote: 'words' });
      await log().append(REDACTIONS_STREAM, 'any', [redacting(original, 'one', ['/quote'])]);
      const [{ id, type, data, metadata }] = (await collect(log().readStream(original.stream))) as [RecordedEvent];

      const copy = newStream();
      await log().append(copy, 'no-stream', [{ id, type, data, metadata }]);
      const [copied] = (await collect(log().readStream(copy))) as [RecordedEvent];
      await log().append(REDACTIONS_STREAM, 'any', [redacting(copied, 'one', ['/quote'])]);
      for (const read of await readEverywhere(copied, log())) expect(read).toEqual(copied);
    });
  });
}
