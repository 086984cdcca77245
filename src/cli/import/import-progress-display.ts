import { MultiBar, type SingleBar } from 'cli-progress';
import { ImportRate } from './import-rate.js';

/** Shows the progress of an import on a terminal, and messages anywhere. */
export interface ImportDisplay {
  /**
   * @param total of the input in any unit; undefined if it isn't known
   * @param fromLine lines before it are skipped
   */
  begin(name: string, total: number | undefined, fromLine?: number): void;
  /** @param units up to this line, all of which the ledger has handled */
  handled(lines: number, units: number, outcomes: string): void;
  line(text: string): void;
  /** Call it after each file, also after an error. Idempotent. */
  end(): void;
}

/** A progress bar on a terminal; otherwise only messages. */
export const importDisplay = (stream: NodeJS.WriteStream): ImportDisplay =>
  stream.isTTY ? new BarDisplay(stream) : new MessageDisplay(stream);

/** The bar shows how much of the input the ledger has handled; without a total, as for a pipe, only the lines. */
export class BarDisplay implements ImportDisplay {
  private bars: MultiBar | undefined;
  private bar: SingleBar | undefined;
  private rate = new ImportRate(undefined);

  constructor(
    private readonly stream: NodeJS.WriteStream,
    private readonly now?: () => number,
  ) {}

  begin(name: string, total: number | undefined, fromLine?: number): void {
    const bar = total === undefined ? '' : '{bar} {percentage}%  ';
    this.rate = new ImportRate(total, fromLine, this.now);
    this.bars = new MultiBar({
      stream: this.stream,
      format: `{name}  ${bar}{rate}  {outcomes}`,
      barsize: 24,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      hideCursor: true,
      clearOnComplete: true,
      gracefulExit: false,
    });
    this.bar = this.bars.create(total ?? 0, 0, { name, rate: '', outcomes: '' });
  }

  handled(lines: number, units: number, outcomes: string): void {
    this.rate.reached(lines, units);
    this.bar?.update(units, { rate: this.rate.format(), outcomes });
  }

  line(text: string): void {
    if (this.bars) this.bars.log(`${text}\n`);
    else this.stream.write(`${text}\n`);
  }

  end(): void {
    // The last message is only written with the next drawing.
    this.bars?.update();
    this.bars?.stop();
    this.bars = undefined;
    this.bar = undefined;
  }
}

class MessageDisplay implements ImportDisplay {
  constructor(private readonly stream: NodeJS.WritableStream) {}

  begin(): void {
    // There is nothing to draw.
  }

  handled(): void {
    // There is nothing to draw.
  }

  line(text: string): void {
    this.stream.write(`${text}\n`);
  }

  end(): void {
    // There is nothing to close.
  }
}
