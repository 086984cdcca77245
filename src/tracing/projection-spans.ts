import type { AppendSpans } from './append-spans.js';
import type { Span } from './span.js';
import type { Tracer } from './tracer.js';

/** How many appends a span of a projection points to. */
const MAX_LINKS = 32;

/** A transaction of a projection, or an attempt at one: plain data, also for threads. */
export interface ProjectedBatch {
  /** In epoch milliseconds. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** How many events it wrote. */
  readonly events: number;
  /** How many further ones had arrived by its end. */
  readonly waiting: number;
  /** The position of the last event before it; undefined if it was the first. */
  readonly after: string | undefined;
  /** The position of its last event. */
  readonly through: string | undefined;
  /** The class of the error, if it failed. */
  readonly failure?: string;
}

/** Spans of what the projection's thread does, made in the thread that has those of the requests. */
export class ProjectionSpans {
  private last: { readonly span: Span; readonly after: string; readonly through: string } | undefined;

  constructor(
    private readonly tracer: Pick<Tracer, 'begin'>,
    private readonly appends: AppendSpans,
  ) {}

  add({ startedAt, durationMs, events, waiting, after = '', through = '', failure }: ProjectedBatch): void {
    const appends = failure === undefined ? this.appends.takeThrough(through) : [];
    const leftOut = appends.length - MAX_LINKS;
    const span = this.tracer.begin('project', {
      startedAt,
      links: appends.slice(-MAX_LINKS),
      attributes: {
        'claim_ledger.events': events,
        'claim_ledger.events_waiting': waiting,
        ...(leftOut > 0 && { 'claim_ledger.links_left_out': leftOut }),
      },
    });
    if (failure === undefined) this.last = { span, after, through };
    else span.fail(failure);
    span.end(startedAt + durationMs);
  }

  /** The span of the last batch, if the event at this position was in it. */
  of(position: string): Span | undefined {
    const { last } = this;
    return last && last.after < position && position <= last.through ? last.span : undefined;
  }
}
