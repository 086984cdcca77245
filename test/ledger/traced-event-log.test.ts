import { type EventLog, WrongExpectedRevisionError } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { tracedLog } from '../../src/ledger/traced-event-log.js';
import { AppendSpans } from '../../src/tracing/append-spans.js';
import { within } from '../../src/tracing/span.js';
import { openTracer } from '../../src/tracing/open-tracer.js';
import { collect, newEvent } from '../event-log/contract/support.js';
import { type ReceivedSpan, TraceReceiver } from '../support/trace-receiver.js';

/** What is sent of the work with such a log. */
async function tracedWork(
  kind: 'file' | 'event-store',
  work: (log: EventLog) => Promise<unknown>,
): Promise<readonly ReceivedSpan[]> {
  const receiver = await TraceReceiver.start();
  const settings = { headers: {}, sampler: 'always_on', ratio: 1, resource: {} } as const;
  const tracer = await openTracer({ ...settings, url: `${receiver.url}/v1/traces` }, () => undefined);
  const appends = new AppendSpans();
  const log = tracedLog(SqliteEventLog.open(':memory:'), kind, appends);
  const request = tracer.begin('request');
  await within(request, () => work(log));
  request.end();
  await tracer.close();
  await log.close();
  receiver.stop();
  return receiver.spans.filter(({ name }) => name !== 'request');
}

it('says of each call what it was and how much it read, and nothing of streams and events', async () => {
  const spans = await tracedWork('file', async (log) => {
    const events = [newEvent({ text: 'Jane Doe' }), newEvent({})];
    const { position = '' } = await log.append('actor-jane-doe', 'no-stream', events);
    await collect(log.readStream('actor-jane-doe'));
    await collect(log.readAll({ limit: 1 }));
    await log.eventAt(position);
    await log.head();
  });
  const common = { 'db.system.name': 'sqlite' };
  expect(spans.map(({ name, kind, attributes }) => [name, kind, attributes])).toEqual([
    ['log append', 1, { ...common, 'db.operation.name': 'append', 'claim_ledger.events': 2 }],
    ['log read stream', 1, { ...common, 'db.operation.name': 'read_stream', 'claim_ledger.events': 2 }],
    ['log read', 1, { ...common, 'db.operation.name': 'read_all', 'claim_ledger.events': 1 }],
    ['log read event', 1, { ...common, 'db.operation.name': 'read_event' }],
    ['log head', 1, { ...common, 'db.operation.name': 'head' }],
  ]);
});

it('calls an event store as a client, and marks what fails', async () => {
  const spans = await tracedWork('event-store', async (log) => {
    await expect(log.append('claim-x', 3, [newEvent({})])).rejects.toThrow(WrongExpectedRevisionError);
    for await (const _event of log.readAll()) break;
  });
  expect(spans).toMatchObject([
    { name: 'log append', kind: 3, isError: true, attributes: { 'error.type': 'WrongExpectedRevisionError' } },
    { name: 'log read', kind: 3, isError: false, attributes: { 'db.system.name': 'eventstoredb' } },
  ]);
});
