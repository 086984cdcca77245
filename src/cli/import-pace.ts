import type { ImportProgress } from '../import/import.service.js';

/** How fast an import is, and how long it will take. */
export class ImportPace {
  private readonly began: number;
  private sentBytes = 0;

  /** @param bytes of all lines; undefined for what is as long as it happens to be */
  constructor(
    private readonly bytes: number | undefined,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.began = now();
  }

  sent(bytes: number): void {
    this.sentBytes += bytes;
  }

  /** As `12000 lines, 3400 a second, 2 min left`; of what has no size, without the time left. */
  told({ lines }: ImportProgress): string {
    const ms = this.now() - this.began;
    const rate = `${lines} lines, ${Math.round((lines * 1000) / Math.max(ms, 1))} a second`;
    if (this.bytes === undefined || this.sentBytes === 0) return rate;
    return `${rate}, ${duration((ms * (this.bytes - this.sentBytes)) / this.sentBytes)} left`;
  }
}

/** In the largest unit that fits, rounded up: nobody waits longer than told. */
function duration(ms: number): string {
  const seconds = Math.ceil(Math.max(ms, 0) / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}
