import { MultiBar, type SingleBar } from 'cli-progress';
import type { ImportProgress } from '../import/import.service.js';

/** Shows how an import goes: a line for each thing that must be known, and how far it is. */
export interface ImportDisplay {
  begin(name: string, bytes: number | undefined): void;
  sent(bytes: number): void;
  progress(progress: ImportProgress): void;
  line(text: string): void;
  /** After a file, and also where it is broken off; a second time it does nothing. */
  end(): void;
}

/** On a terminal there is a bar, elsewhere a line now and then. */
export const importDisplay = (stream: NodeJS.WriteStream): ImportDisplay =>
  stream.isTTY ? new BarDisplay(stream) : new LineDisplay(stream);

export const counted = ({ recorded, unchanged, refused }: ImportProgress): string =>
  `${recorded} recorded, ${unchanged} unchanged, ${refused} refused`;

/** The bar counts bytes; of what has no size, as a pipe, there is only the count of lines. */
class BarDisplay implements ImportDisplay {
  private bars: MultiBar | undefined;
  private bar: SingleBar | undefined;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  begin(name: string, bytes: number | undefined): void {
    const bar = bytes === undefined ? '' : '{bar} {percentage}%  ';
    this.bars = new MultiBar({
      stream: this.stream,
      format: `{name}  ${bar}{counts}`,
      barsize: 24,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      hideCursor: true,
      clearOnComplete: true,
      gracefulExit: false,
    });
    this.bar = this.bars.create(bytes ?? 0, 0, { name, counts: '' });
  }

  sent(bytes: number): void {
    this.bar?.increment(bytes);
  }

  progress(progress: ImportProgress): void {
    this.bar?.update({ counts: counted(progress) });
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

/** How many lines of an import pass before a line says so. */
const TOLD_EVERY = 10_000;

class LineDisplay implements ImportDisplay {
  private name = '';

  constructor(private readonly stream: NodeJS.WritableStream) {}

  begin(name: string): void {
    this.name = name;
  }

  sent(): void {
    // Bytes mean nothing in a line.
  }

  progress(progress: ImportProgress): void {
    if (progress.lines % TOLD_EVERY === 0)
      this.line(`${this.name}: ${progress.lines} lines so far, ${counted(progress)}`);
  }

  line(text: string): void {
    this.stream.write(`${text}\n`);
  }

  end(): void {
    // Nothing is open.
  }
}
