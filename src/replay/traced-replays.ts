import { activeSpan } from '../tracing/span.js';
import type { Tracer } from '../tracing/tracer.js';
import { type ReplayRun, ReplayRunner } from './replay-run.js';

/** Each replay is a trace of its own, which points to the request that started it. */
export const tracedReplays = (runner: ReplayRunner, tracer: Tracer | undefined): ReplayRunner =>
  tracer ? new TracedReplays(runner, tracer) : runner;

class TracedReplays extends ReplayRunner {
  constructor(
    private readonly runner: ReplayRunner,
    private readonly tracer: Tracer,
  ) {
    super();
  }

  run(...args: Parameters<ReplayRunner['run']>): ReplayRun {
    const request = activeSpan();
    const span = this.tracer.begin('replay', { links: request ? [request] : [] });
    const run = this.runner.run(...args);
    let isStopped = false;
    run.finished.then(
      ({ claims }) => {
        span.set({ 'claim_ledger.claims': claims });
        span.end();
      },
      (error: unknown) => {
        if (isStopped) span.set({ 'claim_ledger.stopped': true });
        else span.fail(error instanceof Error ? error.name : 'Error');
        span.end();
      },
    );
    return {
      finished: run.finished,
      stop: async () => {
        isStopped = true;
        await run.stop();
      },
    };
  }
}
