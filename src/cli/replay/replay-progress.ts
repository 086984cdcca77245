import { SingleBar } from 'cli-progress';
import type { ReplayProgress } from '../../claims/scenario/replay-claims.js';

/** Shows on a terminal how many claims were evaluated, while the work lasts. */
export async function withReplayProgress<Result>(
  stream: NodeJS.WriteStream,
  work: (onProgress: (progress: ReplayProgress) => void) => Promise<Result>,
): Promise<Result> {
  if (!stream.isTTY) return work(() => undefined);
  const bar = new SingleBar({
    stream,
    format: 'replay  {bar} {percentage}%  {value} of {total} claims',
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    gracefulExit: false,
  });
  bar.start(0, 0);
  try {
    return await work(({ claims, of }) => {
      bar.setTotal(of);
      bar.update(claims);
    });
  } finally {
    bar.stop();
  }
}
