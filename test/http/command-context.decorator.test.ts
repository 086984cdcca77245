import type { FastifyRequest } from 'fastify';
import { commandContextOf } from '../../src/http/command-context.decorator.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const own = { traceId: '1'.repeat(32), spanId: '2'.repeat(16) };

const contextOf = (traceparent: string) =>
  commandContextOf({
    headers: { traceparent },
    principal: { id: 'editor', scopes: ['record'] },
    span: own,
  } as unknown as FastifyRequest);

describe('the trace of what a request records', () => {
  it.each([`00-${TRACE}-${SPAN}-01`, `cc-${TRACE}-${SPAN}-01`, `cc-${TRACE}-${SPAN}-01-more`])(
    'is that of the caller: %s',
    (traceparent) => {
      expect(contextOf(traceparent)).toMatchObject({ correlationId: TRACE, causationId: SPAN });
    },
  );

  it.each([
    ['a version that is reserved', `ff-${TRACE}-${SPAN}-01`],
    ['no trace', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['no span', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['more than version 00 has', `00-${TRACE}-${SPAN}-01-more`],
    ['two headers', `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`],
    ['capitals', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
  ])("is the request's own where the header has %s", (_what, traceparent) => {
    expect(contextOf(traceparent)).toMatchObject({ correlationId: own.traceId, causationId: own.spanId });
  });
});
