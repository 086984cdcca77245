import type { ImportProgress } from '../../import/import.service.js';

/** How fast an import is, and how long it will take. */
export class ImportRate {
  /** Where recording began: lines that are passed over say nothing of how fast it is. */
  private from: Mark;
  private at: Mark;

  /**
   * @param bytes of all lines; undefined for what is as long as it happens to be
   * @param fromLine those before it are passed over
   */
  constructor(
    private readonly bytes: number | undefined,
    private readonly fromLine = 1,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.from = this.at = { ms: now(), bytes: 0, lines: 0 };
  }

  sent(bytes: number): void {
    this.at = { ...this.at, bytes: this.at.bytes + bytes };
  }

  /** To be told of all progress, whether or not it is shown. */
  reached({ lines }: ImportProgress): void {
    this.at = { ...this.at, ms: this.now(), lines };
    if (lines < this.fromLine) this.from = this.at;
  }

  /** As `12000 lines, 3400 a second, 2 min left`; of what has no size, without the time left. */
  told(): string {
    const { ms, bytes, lines } = this.at;
    if (lines < this.fromLine) return `${lines} lines passed over`;
    const took = ms - this.from.ms;
    const rate = `${lines} lines, ${Math.round(((lines - this.from.lines) * 1000) / Math.max(took, 1))} a second`;
    const sent = bytes - this.from.bytes;
    if (this.bytes === undefined || sent === 0) return rate;
    return `${rate}, ${duration((took * (this.bytes - bytes)) / sent)} left`;
  }
}

interface Mark {
  readonly ms: number;
  readonly bytes: number;
  readonly lines: number;
}

/** In the largest unit that fits, rounded up: nobody waits longer than told. */
function duration(ms: number): string {
  const seconds = Math.ceil(Math.max(ms, 0) / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}
