import type { ImportProgress } from '../../import/import-report.js';

/** Measures the rate of an import and estimates the time left. */
export class ImportRate {
  /** Where recording began. Skipped lines don't count: they are faster. */
  private from: Mark;
  private at: Mark;

  /**
   * @param bytes of the whole file; undefined if the length isn't known
   * @param fromLine lines before it are skipped
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

  reached({ lines }: ImportProgress): void {
    this.at = { ...this.at, ms: this.now(), lines };
    if (lines < this.fromLine) this.from = this.at;
  }

  /** `12000 lines, 3400 a second, 2 min left`; without the time left if the length isn't known. */
  format(): string {
    const { ms, bytes, lines } = this.at;
    if (lines < this.fromLine) return `${lines} lines skipped`;
    const took = ms - this.from.ms;
    const rate = `${lines} lines, ${Math.round(((lines - this.from.lines) * 1000) / Math.max(took, 1))} a second`;
    const sent = bytes - this.from.bytes;
    if (this.bytes === undefined || sent === 0) return rate;
    return `${rate}, ${formatDuration((took * (this.bytes - bytes)) / sent)} left`;
  }
}

interface Mark {
  readonly ms: number;
  readonly bytes: number;
  readonly lines: number;
}

/** In the largest unit that fits, rounded up. */
function formatDuration(ms: number): string {
  const seconds = Math.ceil(Math.max(ms, 0) / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}
