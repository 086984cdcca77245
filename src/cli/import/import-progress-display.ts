import { MultiBar, type SingleBar } from 'cli-progress';
import type { ImportProgress } from '../../import/import.service.js';
import { ImportRate } from './import-rate.js';

/** Shows how an import goes: a line for each thing that must be known, and how far it is. */
export interface ImportDisplay {
  /** @param fromLine lines before it are passed over */
  begin(name: string, bytes: number | undefined, fromLine?: number): void;
  sent(bytes: number): void;
  progress(progress: ImportProgress): void;
  line(text: string): void;
  /** After a file, and also where it is broken off; a second time it does nothing. */
  end(): void;
}

/** On a terminal there is a bar, elsewhere a line now and then. */
export const importDisplay = (stream: NodeJS.WriteStream): ImportDisplay =>
  stream.isTTY ? new BarDisplay(stream) : new LineDisplay(stream);

export const outcomes = ({ recorded, unchanged, refused }: ImportProgress): string =>
  `${recorded} recorded, ${unchanged} unchanged, ${refused} refused`;

/** The bar counts bytes; of what has no size, as a pipe, there is only the count of lines. */
class BarDisplay implements ImportDisplay {
  private bars: MultiBar | undefined;
  private bar: SingleBar | undefined;
  private pace = new ImportRate(undefined);

  constructor(private readonly stream: NodeJS.WriteStream) {}

  begin(name: string, bytes: number | undefined, fromLine?: number): void {
    const bar = bytes === undefined ? '' : '{bar} {percentage}%  ';
    this.pace = new ImportRate(bytes, fromLine);
    this.bars = new MultiBar({
      stream: this.stream,
      format: `{name}  ${bar}{pace}  {counts}`,
      barsize: 24,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      hideCursor: true,
      clearOnComplete: true,
      gracefulExit: false,
    });
    this.bar = this.bars.create(bytes ?? 0, 0, { name, pace: '', counts: '' });
  }

  sent(bytes: number): void {
    this.pace.sent(bytes);
    this.bar?.increment(bytes);
  }

  progress(progress: ImportProgress): void {
    this.pace.reached(progress);
    this.bar?.update({ pace: this.pace.told(), counts: outcomes(progress) });
  }

  line(text: string): void {
    if (this.bars) this.bars.log(`${text}\n`);
    else this.stream.write(`${text}\n`);
  }

  end(): void {
    // What was logged last is only written with the next drawing.
    this.bars?.update();
    this.bars?.stop();
    this.bars = undefined;
    this.bar = undefined;
  }
}

/** How long an import goes on before a line says how far it is. */
const TOLD_EVERY_MS = 10_000;

export class LineDisplay implements ImportDisplay {
  private name = '';
  private told = 0;
  private pace = new ImportRate(undefined);

  constructor(
    private readonly stream: NodeJS.WritableStream,
    private readonly now: () => number = () => performance.now(),
  ) {}

  begin(name: string, bytes: number | undefined, fromLine?: number): void {
    this.name = name;
    this.told = this.now();
    this.pace = new ImportRate(bytes, fromLine, this.now);
  }

  sent(bytes: number): void {
    this.pace.sent(bytes);
  }

  progress(progress: ImportProgress): void {
    this.pace.reached(progress);
    if (this.now() - this.told < TOLD_EVERY_MS) return;
    this.told = this.now();
    this.line(`${this.name}: ${this.pace.told()}; ${outcomes(progress)}`);
  }

  line(text: string): void {
    this.stream.write(`${text}\n`);
  }

  end(): void {
    // Nothing is open.
  }
}
