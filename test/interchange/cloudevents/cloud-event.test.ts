import type { FeedChange } from '../../../src/claims/queries/views.js';
import type { EventTableRow } from '../../../src/read-model/event-table.js';
import { ledgerEvent, statusChanged } from '../../../src/interchange/cloudevents/cloud-event.js';
import { formatMessage, formatHeartbeat } from '../../../src/http/sse.js';

const LOG = '7f9c24e5-0b1d-4c7e-9a51-0d6f1f1b6a11';

const row: EventTableRow = {
  position: 42,
  id: 'f2d1b7f0-57a0-4f9e-8f36-3f4c6a1c2b3d',
  stream: 'claim-talks',
  revision: 3,
  type: 'ClaimDenied',
  schemaVersion: 1,
  recordedAt: '2024-05-01T10:00:00.000Z',
  recordedBy: 'desk',
  data: JSON.stringify({ id: 'denial', by: ['nato'], occurredAt: '2024-04-30' }),
  silent: 0,
};

describe('ledgerEvent()', () => {
  it('returns both times, the position, and the stored data', () => {
    expect(ledgerEvent(row, LOG)).toEqual({
      specversion: '1.0',
      id: row.id,
      source: `urn:claim-ledger:${LOG}`,
      type: 'claim-ledger.claim.denied.v1',
      subject: 'talks',
      time: '2024-04-30T00:00:00.000Z',
      datacontenttype: 'application/json',
      recordedtime: '2024-05-01T10:00:00.000Z',
      recordedby: 'desk',
      sequence: '00000000000000000042',
      data: { id: 'denial', by: ['nato'], occurredAt: '2024-04-30' },
    });
  });

  it.each([
    ['2024-04-30', '2024-04-30T00:00:00.000Z'],
    ['2024-04-30T10:30Z', '2024-04-30T10:30:00.000Z'],
    ['2024-04-30T10:30:15.25+02:00', '2024-04-30T08:30:15.250Z'],
    ['2024-04', undefined],
    ['2024', undefined],
    ['2024-04-29/2024-04-30', undefined],
    ['../2024-04-30', undefined],
    [undefined, undefined],
    [17, undefined],
    ['2024-02-31', undefined],
  ])('with occurredAt %s has the time %s', (occurredAt, time) => {
    expect(ledgerEvent({ ...row, data: JSON.stringify({ occurredAt }) }, LOG).time).toBe(time);
  });

  it('returns the aggregate of its stream as the subject', () => {
    const subjectIn = (stream: string) => ledgerEvent({ ...row, stream }, LOG).subject;
    expect(subjectIn('actor-tass')).toBe('actor/tass');
    expect(subjectIn('document-a-b')).toBe('document/a-b');
    expect(subjectIn('narrative-n')).toBe('narrative/n');
    expect(subjectIn('claim-actor-a')).toBe('actor-a');
  });
});

describe('statusChanged()', () => {
  const change: FeedChange = {
    claim: 'talks',
    number: 17,
    status: 'rated',
    rule: 'rated/verdict',
    rating: 'false',
    before: { status: 'denied', rule: 'denied/first-hand' },
    summary: () => ({ text: 'Snopes rates it false.', language: 'en', parts: [] }),
    policy: 'standard/1',
    step: 0,
    cause: { entry: 'talks/verdict' },
    recordedAt: '2024-05-01T10:00:00.000Z',
    position: '00000000000000000042',
    event: row.id,
    isSilent: false,
    cursor: 'x',
  };

  it('returns the states before and after, and the cause', () => {
    expect(statusChanged(change, LOG)).toMatchObject({
      type: 'claim-ledger.claim.status-changed.v1',
      subject: 'talks',
      time: change.recordedAt,
      data: {
        claim: 'talks',
        before: { status: 'denied', rule: 'denied/first-hand' },
        after: { status: 'rated', rule: 'rated/verdict', rating: 'false' },
        cause: { entry: 'talks/verdict' },
        position: `00000000000000000042-f2d1b7f0@${LOG}`,
        policy: 'standard/1',
      },
    });
    const { before: _before, ...first } = change;
    expect(statusChanged(first, LOG).data.before).toBeNull();
  });

  it('has a unique and stable id', () => {
    const id = (other: Partial<FeedChange>) => statusChanged({ ...change, ...other }, LOG).id;
    expect(id({})).toBe(id({}));
    const others = [{ claim: 'rain' }, { position: '00000000000000000043' }, { step: 1 }, { policy: 'standard/2' }];
    expect(new Set([{}, ...others].map(id)).size).toBe(5);
  });
});

describe('formatMessage() and formatHeartbeat()', () => {
  it('format one event per message, and a cursor without an event', () => {
    const event = ledgerEvent({ ...row, data: JSON.stringify({ text: 'two\nlines\r\u2028' }) }, LOG);
    const text = formatMessage({ id: '42@log', event: event.type, data: event });
    expect(text.split('\n')).toEqual([
      'id: 42@log',
      'event: claim-ledger.claim.denied.v1',
      `data: ${JSON.stringify(event)}`,
      '',
      '',
    ]);
    expect(text).not.toContain('\r');
    expect(formatHeartbeat('42@log')).toBe(':\nid: 42@log\n\n');
    expect(formatHeartbeat(undefined)).toBe(':\n\n');
  });
});
