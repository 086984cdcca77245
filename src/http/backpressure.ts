/**
 * The parts of a long answer, each asked for only when there is room for it: until then, the client hasn't taken the one
 * before. One that takes longer than so many milliseconds is dropped.
 */
export async function* dropSlowConsumer(
  parts: AsyncIterable<string>,
  limitMs: number,
  drop: () => void,
): AsyncGenerator<string> {
  for await (const part of parts) {
    const patience = setTimeout(drop, limitMs);
    try {
      yield part;
    } finally {
      clearTimeout(patience);
    }
  }
}
