import type { Span } from './span.js';

/** How many are remembered, while nothing takes them. */
const MAX_SPANS = 1_000;

/** The spans of appends that are in no span of a projection yet. */
export class AppendSpans {
  private readonly spans = new Map<string, Span>();

  /** @param position of the last event of the append */
  add(position: string, span: Span): void {
    this.spans.set(position, span);
    if (this.spans.size <= MAX_SPANS) return;
    const [oldest = ''] = this.spans.keys();
    this.spans.delete(oldest);
  }

  /** Returns those up to this position, and forgets them. */
  takeThrough(position: string): readonly Span[] {
    const taken: Span[] = [];
    for (const [each, span] of this.spans) {
      if (each > position) continue;
      taken.push(span);
      this.spans.delete(each);
    }
    return taken;
  }
}
