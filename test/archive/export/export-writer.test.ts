import fc from 'fast-check';
import { exportOf } from '../../../src/archive/export/export-writer.js';
import type { RecordedEvent } from '../../../src/event-log/event-log.js';
import { publicPosition } from '../../../src/event-log/public-position.js';
import { namesClaim } from '../../../src/feeds/event-feed.js';
import { collect } from '../../event-log/contract/support.js';
import { eventLines, exportText, loadText, readFromText } from './support.js';
import { eventsOf, positionGaps, ledgerLogs, logOf, arbitraryLogs, withoutPositions } from '../support.js';

const runs = { numRuns: 60 };

describe('exportOf()', () => {
  it('exports a log that loads as the same log', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryLogs(), positionGaps(), async (plan, steps) => {
        const log = await logOf(plan, steps);
        const copy = await loadText(await exportText(log));
        const events = await eventsOf(log);
        expect(withoutPositions(await eventsOf(copy))).toEqual(withoutPositions(events));
        // As text, since toEqual ignores the order of fields.
        expect(JSON.stringify(withoutPositions(await eventsOf(copy)))).toBe(JSON.stringify(withoutPositions(events)));
      }),
      runs,
    );
  });

  it('exports each event with its position and effective recorded time', async () => {
    await fc.assert(
      fc.asyncProperty(ledgerLogs(), positionGaps(), async (plan, steps) => {
        const log = await logOf(plan, steps);
        const text = await exportText(log);
        const events = await eventsOf(log);
        expect((await collect(readFromText(text))).map(({ event }) => event)).toEqual(events);
        let effective = '';
        const times = events.map(({ metadata }) => {
          const stamp = metadata['recordedAt'] as string;
          effective = stamp > effective ? stamp : effective;
          return effective;
        });
        expect(eventLines(text).map(({ recordedtime }) => recordedtime)).toEqual(times);
      }),
      runs,
    );
  });

  it('writes one CloudEvent per line', async () => {
    await fc.assert(
      fc.asyncProperty(ledgerLogs(), async (plan) => {
        const log = await logOf(plan);
        for (const line of (await exportText(log)).trimEnd().split('\n')) {
          const event = JSON.parse(line) as Record<string, unknown>;
          const { data, ...attributes } = event;
          expect(attributes).toMatchObject({ specversion: '1.0', source: `urn:claim-ledger:${log.id}` });
          expect(typeof data).toBe('object');
          for (const [name, value] of Object.entries(attributes)) {
            expect(name).toMatch(/^[a-z0-9]{1,20}$/);
            expect(['string', 'number', 'boolean']).toContain(typeof value);
          }
        }
      }),
      { numRuns: 10 },
    );
  });

  it('is deterministic', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryLogs(), async (plan) => {
        const log = await logOf(plan);
        expect(await exportText(log)).toBe(await exportText(log));
      }),
      { numRuns: 10 },
    );
  });

  it('splits a log at a position or time by `until` and `since`', async () => {
    await fc.assert(
      fc.asyncProperty(ledgerLogs(), positionGaps(), fc.nat(), fc.boolean(), async (plan, steps, n, byTime) => {
        const log = await logOf(plan, steps);
        const events = await eventsOf(log);
        const { position, id, metadata } = events[n % events.length] as RecordedEvent;
        const bound = byTime ? (metadata['recordedAt'] as string) : publicPosition(log.id, { position, event: id });
        const before = eventLines(await exportText(log, { until: bound }));
        const behind = eventLines(await exportText(log, { since: bound }));
        const ids = (lines: readonly Record<string, unknown>[]) => lines.map(({ id }) => id);
        expect([...ids(before), ...ids(behind)]).toEqual(events.map(({ id }) => id));
        const last = before.at(-1);
        if (byTime) expect(before.every(({ recordedtime }) => String(recordedtime) < bound)).toBe(true);
        else expect(last?.['sequence']).toBe(position);
        if (byTime) expect(behind.every(({ recordedtime }) => String(recordedtime) >= bound)).toBe(true);
      }),
      runs,
    );
  });

  it('exports a prefix that can be loaded, and a prefix of that prefix', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryLogs(), fc.nat(), fc.nat(), async (plan, a, b) => {
        const log = await logOf(plan);
        const events = await eventsOf(log);
        const [shorter, longer] = [a % (events.length + 1), b % (events.length + 1)].sort((x, y) => x - y) as [
          number,
          number,
        ];
        const place = (count: number) => String(count).padStart(20, '0');
        const prefix = await loadText(await exportText(log, { until: place(longer) }));
        const prefixOfPrefix = await loadText(await exportText(prefix, { until: place(shorter) }));
        expect(await eventsOf(prefix)).toEqual(events.slice(0, longer));
        expect(await eventsOf(prefixOfPrefix)).toEqual(events.slice(0, shorter));
      }),
      runs,
    );
  });

  it('exports the stream of a claim with the events that reference it', async () => {
    await fc.assert(
      fc.asyncProperty(ledgerLogs(), async (plan) => {
        const log = await logOf(plan);
        const events = await eventsOf(log);
        const claims = new Set(events.flatMap(({ stream }) => (stream.startsWith('claim-') ? [stream.slice(6)] : [])));
        for (const claim of claims) {
          const expected = events.filter(
            ({ stream, type, data }) => stream === `claim-${claim}` || namesClaim(type, data, claim),
          );
          expect(eventLines(await exportText(log, { claim })).map(({ id }) => id)).toEqual(
            expected.map(({ id }) => id),
          );
        }
      }),
      { numRuns: 10 },
    );
  });

  it('exports the stream of a narrative with those of its claims', async () => {
    const recorded = [
      ['claim-a', 'ClaimRegistered', {}],
      ['narrative-n', 'NarrativeRegistered', {}],
      ['claim-b', 'ClaimRegistered', {}],
      ['narrative-n', 'NarrativeClaimAdded', { claim: 'a' }],
      ['narrative-n', 'NarrativeClaimAdded', { claim: 'b' }],
      ['narrative-m', 'NarrativeClaimAdded', { claim: 'a' }],
      ['narrative-n', 'NarrativeClaimRemoved', { claim: 'b' }],
      ['access', 'KeyUsed', { claim: 'a' }],
    ] as const;
    const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
    const log = await logOf(
      recorded.map(([stream, type, data], n) => ({ stream, event: { id: id(n), type, data, metadata: {} } })),
    );
    const positions = async (selection: object) =>
      eventLines(await exportText(log, selection)).map(({ sequence }) => Number(sequence));
    expect(await positions({ narrative: 'n' })).toEqual([1, 2, 4, 5, 7]);
    expect(await positions({ claim: 'a' })).toEqual([1, 4, 6]);
    expect(await positions({ narrative: 'n', claim: 'a' })).toEqual([1, 4]);
    await expect(exportText(log, { claim: 'c' })).rejects.toThrow('There is no claim "c".');
    await expect(exportText(log, { narrative: 'o' })).rejects.toThrow('There is no narrative "o".');
  });

  it('ends at the head at its start while another writer appends', async () => {
    const log = await logOf([{ stream: 's', event: event(1) }]);
    const chunks = await exportOf(log, {});
    await log.append('s', 'any', [event(2)]);
    const text = (await collect(chunks)).map((chunk) => chunk.text).join('');
    expect(eventLines(text)).toHaveLength(1);
    expect(eventLines(await exportText(log))).toHaveLength(2);
  });

  it.each(['2024', 'tomorrow', '17', '2024-02-31', ''])('rejects the bound "%s"', async (bound) => {
    const log = await logOf([]);
    await expect(exportText(log, { until: bound })).rejects.toThrow('until must be a position, a day');
    await expect(exportText(log, { since: bound })).rejects.toThrow('since must be a position, a day');
  });

  it('rejects a position beyond the head, and one whose event the log does not have', async () => {
    const log = await logOf([]);
    for (const place of [
      '1'.padStart(20, '0'),
      publicPosition(log.id, { position: '1'.padStart(20, '0'), event: 'f'.repeat(8) }),
    ]) {
      await expect(exportText(log, { since: place })).rejects.toThrow('restored to an earlier point');
      await expect(exportText(log, { until: place })).rejects.toThrow('restored to an earlier point');
    }
  });

  it('rejects a position of another log', async () => {
    const foreign = `${'1'.padStart(20, '0')}-00000000@00000000-0000-4000-8000-000000000000`;
    await expect(exportText(await logOf([]), { until: foreign })).rejects.toThrow('belongs to another log');
  });
});

const event = (n: number) => ({
  id: `00000000-0000-4000-8000-00000000000${n}`,
  type: 'T',
  data: {},
  metadata: {},
});
