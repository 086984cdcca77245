import { jest } from '@jest/globals';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { ReportingExporter } from '../../src/tracing/reporting-exporter.js';

const HOUR = 3_600_000;
const LOST: ExportResult = { code: ExportResultCode.FAILED, error: new Error('connect ECONNREFUSED.') };
const SENT: ExportResult = { code: ExportResultCode.SUCCESS };

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('reports lost spans once, then hourly, and when they are sent again', () => {
  const messages: string[] = [];
  let next = LOST;
  const inner = {
    export: (_spans: ReadableSpan[], onDone: (result: ExportResult) => void) => {
      onDone(next);
    },
    shutdown: () => Promise.resolve(),
  };
  const exporter = new ReportingExporter(inner, 'collector:4318', (message) => messages.push(message));
  const outcomes: number[] = [];
  const send = (result: ExportResult): void => {
    next = result;
    exporter.export([{} as ReadableSpan, {} as ReadableSpan], ({ code }) => outcomes.push(code));
  };
  for (let count = 0; count < 4; count += 1) {
    send(LOST);
    jest.advanceTimersByTime(HOUR / 2);
  }
  send(SENT);
  send(SENT);
  send(LOST);
  const failed =
    "Traces can't be sent to collector:4318: connect ECONNREFUSED. Requests aren't affected. Spans lost so far:";
  expect(messages).toEqual([
    `${failed} 2.`,
    `${failed} 6.`,
    'Traces reach collector:4318 again. Spans lost meanwhile: 8.',
    `${failed} 2.`,
  ]);
  expect(new Set(outcomes)).toEqual(new Set([ExportResultCode.SUCCESS]));
});
