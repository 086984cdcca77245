import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { errorMessage } from '../lib/error-message.js';
import { monotonicMs } from '../lib/monotonic-ms.js';

/** How often it is reported that spans are still lost, in milliseconds. */
const REPORT_EVERY_MS = 3_600_000;

/** Reports when spans can't be sent: once, then rarely, and when they can be again. What wasn't sent is lost. */
export class ReportingExporter implements SpanExporter {
  /** Since the last one was sent. */
  private lost = 0;
  private reportedAt = 0;

  /** @param host where spans are sent */
  constructor(
    private readonly inner: SpanExporter,
    private readonly host: string,
    private readonly onTrouble: (message: string) => void,
  ) {}

  export(spans: ReadableSpan[], onDone: (result: ExportResult) => void): void {
    this.inner.export(spans, ({ code, error }) => {
      if (code === ExportResultCode.SUCCESS) this.sent();
      else this.failed(spans.length, error);
      // For the one who calls, the batch is done.
      onDone({ code: ExportResultCode.SUCCESS });
    });
  }

  shutdown(): Promise<void> {
    return this.inner.shutdown();
  }

  private sent(): void {
    if (this.lost > 0) this.onTrouble(`Traces reach ${this.host} again. Spans lost meanwhile: ${this.lost}.`);
    this.lost = 0;
  }

  private failed(count: number, error: Error | undefined): void {
    const isFirst = this.lost === 0;
    this.lost += count;
    if (!isFirst && monotonicMs() - this.reportedAt < REPORT_EVERY_MS) return;
    this.reportedAt = monotonicMs();
    this.onTrouble(
      `Traces can't be sent to ${this.host}: ${reasonOf(error)}. Requests aren't affected. Spans lost so far: ${this.lost}.`,
    );
  }
}

/** Of what a server answered, the status only. */
function reasonOf(error: Error | undefined): string {
  if (!error) return 'it failed';
  const code = 'code' in error ? error.code : undefined;
  if (typeof code === 'number') return `HTTP status ${code}`;
  // Of a name with several addresses, only the code says it.
  return errorMessage(error).replace(/\.$/, '') || String(code);
}
