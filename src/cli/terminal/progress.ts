import { SingleBar } from 'cli-progress';

/** Elsewhere than on a terminal, how many events pass before a line says so. */
const TOLD_EVERY = 100_000;

interface ProgressOptions {
  /** Elsewhere than on a terminal, after how many milliseconds a line says so however few passed. Default: never. */
  readonly everyMs?: number;
  readonly stream?: NodeJS.WriteStream;
  /** Milliseconds that only go up. */
  readonly now?: () => number;
}

/**
 * Tells on standard error how far a long command is, and how fast: on a terminal in one line, elsewhere by a line now
 * and then.
 */
export class Progress {
  private readonly stream: NodeJS.WriteStream;
  private readonly everyMs: number;
  private readonly now: () => number;
  private bar: SingleBar | undefined;
  private begun: { readonly at: number; readonly events: number } | undefined;
  private next = TOLD_EVERY;
  private told = 0;

  /** @param what is done, as `loading` */
  constructor(
    private readonly what: string,
    { everyMs = Infinity, stream = process.stderr, now = () => performance.now() }: ProgressOptions = {},
  ) {
    this.everyMs = everyMs;
    this.stream = stream;
    this.now = now;
  }

  /** The first time it is told where the command begins. */
  at(events: number): void {
    const now = this.now();
    if (!this.begun) {
      this.begun = { at: now, events };
      this.told = now;
    }
    const rate = Math.round(((events - this.begun.events) * 1000) / Math.max(now - this.begun.at, 1));
    const words = `${formatEventCount(events)}, ${rate.toLocaleString('en')} a second`;
    if (this.stream.isTTY) this.draw(words);
    else if (events >= this.next || now - this.told >= this.everyMs) {
      this.stream.write(`${this.what}: ${words}\n`);
      this.next = events - (events % TOLD_EVERY) + TOLD_EVERY;
      this.told = now;
    }
  }

  /** Clears the line; a second time it does nothing. */
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

/** Tells on standard error how far the work is, which is named as `loading`. */
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
