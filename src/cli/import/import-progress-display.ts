import { MultiBar, type SingleBar } from 'cli-progress';
import type { ImportProgress } from '../../import/import-report.js';
import { ImportRate } from './import-rate.js';

/** Shows the progress of an import, and messages. */
export interface ImportDisplay {
  /** @param fromLine lines before it are skipped */
  begin(name: string, bytes: number | undefined, fromLine?: number): void;
  sent(bytes: number): void;
  progress(progress: ImportProgress): void;
  line(text: string): void;
  /** Call it after each file, also after an error. Idempotent. */
  end(): void;
}

/** A progress bar on a terminal; otherwise a line from time to time. */
export const importDisplay = (stream: NodeJS.WriteStream): ImportDisplay =>
  stream.isTTY ? new BarDisplay(stream) : new LineDisplay(stream);

export const outcomes = ({ recorded, unchanged, refused }: ImportProgress): string =>
  `${recorded} recorded, ${unchanged} unchanged, ${refused} refused`;

/** The bar counts bytes; without a length, as for a pipe, it shows only the number of lines. */
class BarDisplay implements ImportDisplay {
  private bars: MultiBar | undefined;
  private bar: SingleBar | undefined;
  private rate = new ImportRate(undefined);

  constructor(private readonly stream: NodeJS.WriteStream) {}

  begin(name: string, bytes: number | undefined, fromLine?: number): void {
    const bar = bytes === undefined ? '' : '{bar} {percentage}%  ';
    this.rate = new ImportRate(bytes, fromLine);
    this.bars = new MultiBar({
      stream: this.stream,
      format: `{name}  ${bar}{rate}  {counts}`,
      barsize: 24,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      hideCursor: true,
      clearOnComplete: true,
      gracefulExit: false,
    });
    this.bar = this.bars.create(bytes ?? 0, 0, { name, rate: '', counts: '' });
  }

  sent(bytes: number): void {
    this.rate.sent(bytes);
    this.bar?.increment(bytes);
  }

  progress(progress: ImportProgress): void {
    this.rate.reached(progress);
    this.bar?.update({ rate: this.rate.format(), counts: outcomes(progress) });
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

/** Time between two progress lines. */
const LINE_INTERVAL_MS = 10_000;

export class LineDisplay implements ImportDisplay {
  private name = '';
  private lastLineAt = 0;
  private rate = new ImportRate(undefined);

  constructor(
    private readonly stream: NodeJS.WritableStream,
    private readonly now: () => number = () => performance.now(),
  ) {}

  begin(name: string, bytes: number | undefined, fromLine?: number): void {
    this.name = name;
    this.lastLineAt = this.now();
    this.rate = new ImportRate(bytes, fromLine, this.now);
  }

  sent(bytes: number): void {
    this.rate.sent(bytes);
  }

  progress(progress: ImportProgress): void {
    this.rate.reached(progress);
    if (this.now() - this.lastLineAt < LINE_INTERVAL_MS) return;
    this.lastLineAt = this.now();
    this.line(`${this.name}: ${this.rate.format()}; ${outcomes(progress)}`);
  }

  line(text: string): void {
    this.stream.write(`${text}\n`);
  }

  end(): void {
    // There is nothing to close.
  }
}
