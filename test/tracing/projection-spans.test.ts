import { AppendSpans } from '../../src/tracing/append-spans.js';
import { openTracer } from '../../src/tracing/open-tracer.js';
import { type ProjectedBatch, ProjectionSpans } from '../../src/tracing/projection-spans.js';
import type { Span } from '../../src/tracing/span.js';
import type { Tracer } from '../../src/tracing/tracer.js';
import { TraceReceiver } from '../support/trace-receiver.js';

const at = (position: number): string => String(position).padStart(20, '0');
const BATCH: ProjectedBatch = {
  startedAt: Date.parse('2026-11-30T03:00:00Z'),
  durationMs: 12,
  events: 3,
  waiting: 7,
  after: at(1),
  through: at(4),
};

describe('ProjectionSpans', () => {
  let receiver: TraceReceiver;
  let tracer: Tracer;
  let appends: AppendSpans;
  let spans: ProjectionSpans;
  beforeEach(async () => {
    receiver = await TraceReceiver.start();
    const settings = { url: `${receiver.url}/v1/traces`, headers: {}, ratio: 1, resource: {} };
    tracer = await openTracer({ ...settings, sampler: 'always_on' }, () => undefined);
    appends = new AppendSpans();
    spans = new ProjectionSpans(tracer, appends);
  });
  afterEach(async () => {
    await tracer.close();
    receiver.stop();
  });

  function appended(position: number): Span {
    const span = tracer.begin('log append');
    appends.add(at(position), span);
    return span;
  }
  const referenceTo = ({ traceId, spanId }: Span) => ({ traceId, spanId });

  it('point to the appends whose events the batch has, each once, and say how long it took', async () => {
    const [second, third, later] = [appended(2), appended(4), appended(5)];
    spans.add(BATCH);
    spans.add({ ...BATCH, events: 1, waiting: 0, after: at(4), through: at(5) });
    await tracer.close();
    const [first, next] = receiver.named('project');
    expect(first?.links).toMatchObject([second, third].map(referenceTo));
    expect(first?.attributes).toEqual({ 'claim_ledger.events': 3, 'claim_ledger.events_waiting': 7 });
    expect(Number(first?.endTimeUnixNano) - Number(first?.startTimeUnixNano)).toBeCloseTo(12e6, -3);
    expect(next?.links).toMatchObject([referenceTo(later)]);
  });

  it('name the batch that has an event, as long as it is the last one', () => {
    spans.add(BATCH);
    expect([1, 5].map((position) => spans.of(at(position)))).toEqual([undefined, undefined]);
    const batch = spans.of(at(4));
    expect(batch).toBeDefined();
    expect(spans.of(at(2))).toBe(batch);
    spans.add({ ...BATCH, after: at(4), through: at(5) });
    expect(spans.of(at(4))).toBeUndefined();
    expect(spans.of(at(5))).not.toBe(batch);
  });

  it('have a bounded number of links, and of appends that wait for them', async () => {
    const latest = Array.from({ length: 40 }, (_, index) => appended(index + 1)).slice(-32);
    spans.add({ ...BATCH, through: at(40) });
    for (let position = 41; position <= 1_050; position += 1) appended(position);
    expect(appends.takeThrough(at(1_050))).toHaveLength(1_000);
    await tracer.close();
    const [sent] = receiver.named('project');
    expect(sent?.links).toMatchObject(latest.map(referenceTo));
    expect(sent?.attributes['claim_ledger.links_left_out']).toBe(8);
  });

  it('leave the appends of a batch that failed to the next one', async () => {
    const append = appended(2);
    spans.add({ ...BATCH, events: 0, after: at(1), through: at(1), failure: 'SqliteError' });
    spans.add(BATCH);
    await tracer.close();
    const [failed, done] = receiver.named('project');
    expect(failed).toMatchObject({ isError: true, attributes: { 'error.type': 'SqliteError' } });
    expect(failed?.links ?? []).toEqual([]);
    expect(done?.links).toMatchObject([referenceTo(append)]);
  });
});
