import { counted } from '../terminal/counted.js';

interface Mark {
  readonly ms: number;
  readonly lines: number;
  readonly units: number;
}

/** Measures the rate at which the ledger handles lines, and estimates the time left. */
export class ImportRate {
  /** Where recording began. Skipped lines don't count: they are faster. */
  private from: Mark;
  private at: Mark;

  /**
   * @param total of the input, in the units of `reached`; undefined if it isn't known
   * @param fromLine lines before it are skipped
   */
  constructor(
    private readonly total: number | undefined,
    private readonly fromLine = 1,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.from = this.at = { ms: now(), lines: 0, units: 0 };
  }

  /** @param units up to this line, all of which the ledger has handled */
  reached(lines: number, units: number): void {
    // All lines have been checked, and are recorded now from the first one on.
    if (lines < this.at.lines) this.from = { ms: this.at.ms, lines: 0, units: 0 };
    this.at = { ms: this.now(), lines, units };
    if (lines < this.fromLine) this.from = this.at;
  }

  /** `12000 lines, 3400 a second, 2 min left`; without the time left if the total isn't known. */
  format(): string {
    const { ms, lines, units } = this.at;
    if (lines < this.fromLine) return `${counted(lines, 'line')} skipped`;
    const took = ms - this.from.ms;
    const rate = `${counted(lines, 'line')}, ${Math.round(((lines - this.from.lines) * 1000) / Math.max(took, 1))} a second`;
    const handled = units - this.from.units;
    if (this.total === undefined || handled <= 0) return rate;
    return `${rate}, ${formatDuration((took * Math.max(0, this.total - units)) / handled)} left`;
  }
}

/** In the largest unit that fits, rounded up. */
function formatDuration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}
