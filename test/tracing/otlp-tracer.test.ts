import { activeSpan, span, spanOfItems, within } from '../../src/tracing/span.js';
import { openTracer } from '../../src/tracing/open-tracer.js';
import type { Tracer, TraceSettings } from '../../src/tracing/tracer.js';
import { TraceReceiver } from '../support/trace-receiver.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const caller = (flags: '00' | '01') => ({ traceparent: `00-${TRACE}-b7ad6b7169203331-${flags}` });

let receiver: TraceReceiver;
let troubles: string[];
beforeEach(async () => {
  receiver = await TraceReceiver.start();
  troubles = [];
});
afterEach(() => {
  receiver.stop();
});

function open(settings: Partial<TraceSettings> = {}, onTrouble = (): void => undefined): Promise<Tracer> {
  const own = troubles;
  return openTracer(
    {
      ...{ url: `${receiver.url}/v1/traces`, headers: {}, sampler: 'parentbased_always_on', ratio: 1 },
      resource: { 'service.name': 'tested' },
      ...settings,
    },
    (message) => {
      own.push(message);
      onTrouble();
    },
  );
}

async function* twoItems(): AsyncGenerator<number> {
  yield await Promise.resolve(1);
  yield 2;
}

describe('a tracer', () => {
  it('sends parts of a request as parts of its span, with headers and what is known of the process', async () => {
    const tracer = await open({ headers: { 'x-tenant': 'newsroom' } });
    const request = tracer.begin('GET /x', { kind: 'server' }, caller('01'));
    await within(request, () =>
      span('outer', async (own) => {
        own?.set({ count: 3 });
        for await (const _item of spanOfItems('items', twoItems()));
        await span('inner', () => Promise.resolve(), { kind: 'client' });
      }),
    );
    request.end();
    await tracer.close();
    const [outer, items, inner, root] = ['outer', 'items', 'inner', 'GET /x'].map((name) => receiver.named(name)[0]);
    expect(root).toMatchObject({ traceId: TRACE, parentSpanId: 'b7ad6b7169203331', kind: 2, isError: false });
    expect(root?.resource).toMatchObject({ 'service.name': 'tested', 'telemetry.sdk.language': 'nodejs' });
    expect(outer).toMatchObject({ traceId: TRACE, parentSpanId: root?.spanId, kind: 1, attributes: { count: 3 } });
    expect(items).toMatchObject({ parentSpanId: outer?.spanId, attributes: { 'claim_ledger.events': 2 } });
    expect(inner).toMatchObject({ parentSpanId: outer?.spanId, kind: 3 });
    expect(receiver.headers).toMatchObject({ 'x-tenant': 'newsroom' });
    expect(troubles).toEqual([]);
  });

  it('marks what failed by the class of its error, and never by its message', async () => {
    const tracer = await open();
    const request = tracer.begin('request');
    const fails = (options?: Parameters<typeof span>[2]) =>
      within(request, () => span('work', () => Promise.reject(new RangeError('Jane Doe')), options));
    await expect(fails()).rejects.toThrow('Jane Doe');
    await expect(fails({ isFailure: () => false })).rejects.toThrow('Jane Doe');
    request.end();
    await tracer.close();
    expect(receiver.named('work').map(({ isError, attributes }) => [isError, attributes])).toEqual([
      [true, { 'error.type': 'RangeError' }],
      [false, {}],
    ]);
    expect(JSON.stringify(receiver.spans)).not.toContain('Jane');
  });

  it('limits the parts of a request, and says how many it left out', async () => {
    const tracer = await open();
    const request = tracer.begin('import');
    await within(request, async () => {
      for (let line = 0; line < 150; line += 1) await span('line', () => Promise.resolve());
    });
    request.end();
    await tracer.close();
    expect(receiver.named('line')).toHaveLength(100);
    expect(receiver.named('import')[0]?.attributes).toEqual({ 'claim_ledger.spans_left_out': 50 });
  });

  it('adds nothing to a request that was answered', async () => {
    const tracer = await open();
    const request = tracer.begin('request');
    await within(request, () =>
      span('outlives it', async () => {
        await span('in time', work);
        request.end();
        await span('late', work);
      }),
    );
    await tracer.close();
    expect(receiver.spans.map(({ name }) => name)).toEqual(['in time', 'request', 'outlives it']);
  });

  it('makes a request that the process sends to itself a part of the one that it is for', async () => {
    const tracer = await open();
    const page = tracer.begin('page', { kind: 'server' });
    within(page, () => tracer.begin('api', { kind: 'server' }, caller('01'))).end();
    page.end();
    await tracer.close();
    expect(receiver.named('api')).toMatchObject([{ traceId: page.traceId, parentSpanId: page.spanId, kind: 1 }]);
  });

  it.each([
    ['parentbased_always_on', 1, '00', 0],
    ['parentbased_always_on', 1, undefined, 1],
    ['parentbased_always_off', 1, '01', 1],
    ['parentbased_always_off', 1, undefined, 0],
    ['parentbased_traceidratio', 0, '01', 1],
    ['parentbased_traceidratio', 0, undefined, 0],
    ['always_on', 1, '00', 1],
    ['always_off', 1, '01', 0],
    ['traceidratio', 0, '01', 0],
    ['traceidratio', 1, '00', 1],
  ] as const)('with the sampler %s, the ratio %s and the flags %s of the caller sends %s', async (...row) => {
    const [sampler, ratio, flags, sent] = row;
    const tracer = await open({ sampler, ratio });
    const request = tracer.begin('request', {}, flags && caller(flags));
    await within(request, () => span('part', work));
    // A page's own requests are as visible as the page.
    within(request, () => tracer.begin('own')).end();
    request.end();
    await tracer.close();
    const names = receiver.spans.map(({ name }) => name).sort();
    expect(names).toEqual(sent === 0 ? [] : ['own', 'part', 'request']);
    expect(request.headers().traceparent).toBe(`00-${request.traceId}-${request.spanId}-0${sent}`);
  });

  it('begins a trace of its own for what links to others, with the times that it is given', async () => {
    const tracer = await open();
    const [one, other] = [tracer.begin('one', {}, caller('01')), tracer.begin('other')];
    const startedAt = Date.parse('2026-11-30T03:00:00Z');
    const batch = within(one, () => tracer.begin('batch', { links: [one, other], startedAt }));
    batch.end(startedAt + 250);
    one.link(batch);
    one.end();
    other.end();
    await tracer.close();
    const [sent] = receiver.named('batch');
    expect([one, other].map(({ traceId }) => traceId)).not.toContain(sent?.traceId);
    expect(sent).not.toHaveProperty('parentSpanId');
    expect(sent?.links).toMatchObject([one, other].map(({ traceId, spanId }) => ({ traceId, spanId })));
    expect([sent?.startTimeUnixNano, sent?.endTimeUnixNano]).toEqual([
      `${startedAt}000000`,
      `${startedAt + 250}000000`,
    ]);
    expect(receiver.named('one')[0]?.links).toMatchObject([{ traceId: batch.traceId, spanId: batch.spanId }]);
  });

  it.each([
    ['parentbased_always_on', ['00'], []],
    ['parentbased_always_on', ['00', '01'], ['batch']],
    ['parentbased_always_off', ['01'], ['batch']],
    ['parentbased_always_off', [], []],
    ['parentbased_traceidratio', ['01'], ['batch']],
    ['always_on', [], ['batch']],
  ] as const)('with the sampler %s and links to traces with the flags %j sends %j', async (sampler, flags, sent) => {
    const tracer = await open({ sampler, ratio: 0 });
    const links = flags.map((flag) => tracer.begin('linked', {}, caller(flag)));
    tracer.begin('batch', { links }).end();
    await tracer.close();
    expect(receiver.spans.map(({ name }) => name)).toEqual(sent);
  });

  it('keeps a bounded number of spans while nobody answers', async () => {
    receiver.answers = 'silent';
    const tracer = await open({}, () => {
      receiver.answers = 200;
    });
    for (let count = 0; count < 10_000; count += 1) tracer.begin('request').end();
    while (troubles.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await tracer.close();
    expect(troubles[0]).toMatch(/Request timed out\. Requests aren't affected\. Spans lost so far: 512\.$/);
    expect(receiver.spans).toHaveLength(2_048);
  });

  it('says the status with which its spans were refused', async () => {
    receiver.answers = 401;
    const tracer = await open();
    tracer.begin('request').end();
    await tracer.close();
    const host = new URL(receiver.url).host;
    expect(troubles).toEqual([
      `Traces can't be sent to ${host}: HTTP status 401. Requests aren't affected. Spans lost so far: 1.`,
    ]);
  });
});

const work = (own?: unknown): Promise<unknown> => Promise.resolve(own);

describe('without a tracer', () => {
  it('work is done, and items are read, as they are', async () => {
    expect(activeSpan()).toBeUndefined();
    expect(await span('work', work)).toBeUndefined();
    const items = twoItems();
    expect(spanOfItems('items', items)).toBe(items);
  });
});
