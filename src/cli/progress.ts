import { SingleBar } from 'cli-progress';

/** Elsewhere than on a terminal, how many events pass before a line says so. */
const TOLD_EVERY = 100_000;

/** Tells on standard error how far a long command is: on a terminal in one line, elsewhere by a line now and then. */
export class Progress {
  private bar: SingleBar | undefined;
  private next = TOLD_EVERY;

  /** @param what is done, as `loading` */
  constructor(
    private readonly what: string,
    private readonly stream: NodeJS.WriteStream = process.stderr,
  ) {}

  at(events: number): void {
    if (this.stream.isTTY) this.draw(events);
    else if (events >= this.next) {
      this.stream.write(`${this.what}: ${counted(events)} so far\n`);
      this.next = events - (events % TOLD_EVERY) + TOLD_EVERY;
    }
  }

  /** Clears the line; a second time it does nothing. */
  end(): void {
    this.bar?.stop();
    this.bar = undefined;
  }

  private draw(events: number): void {
    if (!this.bar) {
      const format = `${this.what}  {counts}`;
      this.bar = new SingleBar({ stream: this.stream, format, hideCursor: true, clearOnComplete: true });
      this.bar.start(0, 0, { counts: '' });
    }
    this.bar.update({ counts: counted(events) });
  }
}

/** `1,204 events` */
export const counted = (events: number): string =>
  `${events.toLocaleString('en')} ${events === 1 ? 'event' : 'events'}`;
