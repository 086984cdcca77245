import { SingleBar } from 'cli-progress';
import type { RebuildView } from '../../operations/operations.views.js';
import { formatRebuildProgress, shareRead } from '../../read-model/rebuild-progress.js';

/** Shows the progress of a rebuild. */
export interface RebuildDisplay {
  progress(rebuild: RebuildView): void;
  end(): void;
}

/** A bar on a terminal, otherwise a line at times. */
export const rebuildDisplay = (stream: NodeJS.WriteStream): RebuildDisplay =>
  stream.isTTY ? new BarDisplay(stream) : new LineDisplay(stream);

class BarDisplay implements RebuildDisplay {
  private readonly bar: SingleBar;

  constructor(stream: NodeJS.WriteStream) {
    this.bar = new SingleBar({
      stream,
      format: 'read model  {bar} {percentage}%  {words}',
      barsize: 24,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      hideCursor: true,
      clearOnComplete: true,
      gracefulExit: false,
    });
    this.bar.start(1, 0, { words: '' });
  }

  progress(rebuild: RebuildView): void {
    this.bar.update(shareRead(rebuild), { words: wordsOf(rebuild) });
  }

  end(): void {
    this.bar.stop();
  }
}

const REPORT_EVERY_MS = 5_000;

class LineDisplay implements RebuildDisplay {
  private reportedAt = performance.now();

  constructor(private readonly stream: NodeJS.WritableStream) {}

  progress(rebuild: RebuildView): void {
    if (performance.now() - this.reportedAt < REPORT_EVERY_MS) return;
    this.reportedAt = performance.now();
    this.stream.write(`${wordsOf(rebuild)}\n`);
  }

  end(): void {
    // Nothing is open.
  }
}

const wordsOf = (rebuild: RebuildView): string =>
  rebuild.state === 'waiting'
    ? `another process builds it: ${formatRebuildProgress(rebuild)}`
    : formatRebuildProgress(rebuild);
