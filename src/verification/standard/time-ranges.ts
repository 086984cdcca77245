import type { TimeRange } from '../../domain/fuzzy-time.js';
import { lowerBound } from '../../lib/collections.js';

/** Stretches of time, searched without looking at each. */
export class TimeRanges<Range extends TimeRange> {
  /** Sorted by their first moments. */
  private readonly sorted: readonly Range[];
  /** The last moment of each and of all before it. */
  private readonly lastMoments: number[] = [];

  constructor(ranges: Iterable<Range>) {
    this.sorted = [...ranges].sort((a, b) => (a.earliest < b.earliest ? -1 : Number(a.earliest > b.earliest)));
    let last = -Infinity;
    for (const { latest } of this.sorted) this.lastMoments.push((last = Math.max(last, latest)));
  }

  get all(): readonly Range[] {
    return this.sorted;
  }

  someOverlaps({ earliest, latest }: TimeRange): boolean {
    const last = this.lastMomentOf((range) => range.earliest <= latest);
    return last !== undefined && last >= earliest;
  }

  /** Whether one overlaps this time, and begins before it or ends after it. */
  someOverlapsPartly({ earliest, latest }: TimeRange): boolean {
    const [before, upTo] = [
      this.lastMomentOf((range) => range.earliest < earliest),
      this.lastMomentOf((range) => range.earliest <= latest),
    ];
    return (before !== undefined && before >= earliest) || (upTo !== undefined && upTo > latest && upTo >= earliest);
  }

  /** The last moment of the ranges that begin in time; undefined if there are none. */
  private lastMomentOf(beginsInTime: (range: Range) => boolean): number | undefined {
    return this.lastMoments[lowerBound(this.sorted, beginsInTime) - 1];
  }
}
