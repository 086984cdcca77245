import Database from 'better-sqlite3';
import { DELIVERY_SCHEMA, DeliveryProjector } from '../../src/deliveries/delivery.projection.js';
import type { JsonObject } from '../../src/event-log/event-log.js';
import { redactFields, type Redaction } from '../../src/event-log/redaction.js';

const recorded = { commands: 0, unchanged: 0, claims: [], entries: [] };
const EVENTS: readonly (readonly [type: string, data: JsonObject])[] = [
  [
    'DeliveryReceived',
    {
      integration: 'desk',
      name: 'n',
      contentType: 'application/json',
      headers: {},
      size: 2,
      digest: '',
      encoding: 'utf8',
      body: '{}',
    },
  ],
  [
    'DeliveryFailed',
    { recorded, message: 'The name "Zzyzx" is too long.', errors: [{ pointer: '/name', code: 'c', message: 'Zzyzx' }] },
  ],
  ['DeliveryRetried', { attempts: 1 }],
  ['DeliveryFailed', { recorded, message: 'The second failure.' }],
  ['DeliveryDropped', { reason: 'Zzyzx asked for it.' }],
];

/** The rows after these events, of which one is redacted afterwards, or was before. */
function rowsAfter(
  count: number,
  revision: number,
  fields: readonly string[],
  when: 'before' | 'afterwards',
): unknown[] {
  const database = new Database(':memory:');
  database.exec(DELIVERY_SCHEMA);
  const projector = new DeliveryProjector(database);
  EVENTS.slice(0, count).forEach(([type, data], index) => {
    projector.project({
      ...{ id: `e${index}`, type, stream: 'delivery-d', revision: index, recordedAt: `t${index}` },
      position: String(index + 1).padStart(20, '0'),
      data: when === 'before' && index === revision ? redactFields(data, fields) : data,
      metadata: { recordedBy: 'desk' },
    });
  });
  if (when === 'afterwards') projector.redact({ stream: 'delivery-d', revision, fields } as unknown as Redaction);
  return database.prepare('SELECT * FROM deliveries').all();
}

describe('DeliveryProjector: a redaction', () => {
  it.each([
    ['the last failure', 2, 1, ['/message', '/errors/0/message']],
    ['a failure that was retried', 3, 1, ['/message']],
    ['a failure before another one', 4, 1, ['/message']],
    ['the reason of a drop', 5, 4, ['/reason']],
    ['the body, which has no column', 5, 0, ['/body', '/headers']],
    ['the name', 5, 0, ['/name', '/contentType']],
    ['a place in the payload', 2, 1, ['/errors/0/pointer']],
  ] as const)('of %s leads to the row that the redacted event leads to', (_what, count, revision, fields) => {
    expect(rowsAfter(count, revision, fields, 'afterwards')).toEqual(rowsAfter(count, revision, fields, 'before'));
  });
});
