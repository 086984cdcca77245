import { SingleBar } from 'cli-progress';

/** Outside a terminal, a line is printed each time this many events have passed. */
const REPORT_EVERY = 100_000;

interface ProgressOptions {
  /** Outside a terminal, a line is printed at least this often, in milliseconds. Default: never. */
  readonly everyMs?: number;
  readonly stream?: NodeJS.WriteStream;
  /** A monotonic clock, in milliseconds. */
  readonly now?: () => number;
}

/** Prints the progress and speed of a long command on standard error: one line on a terminal, otherwise a line at times. */
export class Progress {
  private readonly stream: NodeJS.WriteStream;
  private readonly everyMs: number;
  private readonly now: () => number;
  private bar: SingleBar | undefined;
  private begun: { readonly at: number; readonly events: number } | undefined;
  private next = REPORT_EVERY;
  private reportedAt = 0;

  /** @param what the activity, such as `loading` */
  constructor(
    private readonly what: string,
    { everyMs = Infinity, stream = process.stderr, now = () => performance.now() }: ProgressOptions = {},
  ) {
    this.everyMs = everyMs;
    this.stream = stream;
    this.now = now;
  }

  /** The first call says where the command starts. */
  at(events: number): void {
    const now = this.now();
    if (!this.begun) {
      this.begun = { at: now, events };
      this.reportedAt = now;
    }
    const rate = Math.round(((events - this.begun.events) * 1000) / Math.max(now - this.begun.at, 1));
    const words = `${formatEventCount(events)}, ${rate.toLocaleString('en')} a second`;
    if (this.stream.isTTY) this.draw(words);
    else if (events >= this.next || now - this.reportedAt >= this.everyMs) {
      this.stream.write(`${this.what}: ${words}\n`);
      this.next = events - (events % REPORT_EVERY) + REPORT_EVERY;
      this.reportedAt = now;
    }
  }

  /** Clears the line. Further calls do nothing. */
  end(): void {
    this.bar?.stop();
    this.bar = undefined;
  }

  private draw(words: string): void {
    if (!this.bar) {
      const format = `${this.what}  {words}`;
      this.bar = new SingleBar({ stream: this.stream, format, hideCursor: true, clearOnComplete: true });
      this.bar.start(0, 0, { words: '' });
    }
    this.bar.update({ words });
  }
}

/** Prints the progress of the work on standard error, under a name such as `loading`. */
export async function withProgress<Result>(
  what: string,
  work: (onProgress: (events: number) => void) => Promise<Result>,
): Promise<Result> {
  const progress = new Progress(what);
  try {
    return await work((events) => {
      progress.at(events);
    });
  } finally {
    progress.end();
  }
}

/** `1,204 events` */
export const formatEventCount = (events: number): string =>
  `${events.toLocaleString('en')} ${events === 1 ? 'event' : 'events'}`;
