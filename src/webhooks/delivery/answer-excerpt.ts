/** Bytes of an answer that are read at most; a connection with a longer answer is closed. */
const MAX_READ = 65_536;
/** Bytes of an answer that are kept. */
const MAX_KEPT = 1_024;
/** Shorter values occur in any text, and protect nothing. */
const SHORTEST_SECRET = 8;
/** Bytes after those that are kept, so that a value that the cut would divide is found. */
const LONGEST_SECRET = 4_096;

/**
 * The beginning of an answer, as text without control characters. A receiver may send back what it got: values of the
 * headers that were sent are replaced by `***`. The answer counts by its status, so an error while it is read, or the
 * end of the time for it, only ends it early.
 */
export async function readExcerpt(body: AsyncIterable<Uint8Array>, sent: readonly string[]): Promise<string> {
  const chunks: Uint8Array[] = [];
  let read = 0;
  try {
    for await (const chunk of body) {
      read += chunk.length;
      chunks.push(chunk);
      if (read > MAX_READ) break;
    }
  } catch {
    // What came until then is kept.
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, MAX_KEPT + LONGEST_SECRET));
  const shown = secretsIn(sent).reduce((result, secret) => result.replaceAll(secret, '***'), text);
  return cut(shown.replace(/[^\P{C}\n\t]/gu, ' '));
}

/** The values, and their last words: of `Bearer abc…`, a receiver may send back only the token. */
const secretsIn = (sent: readonly string[]): string[] =>
  [...new Set(sent.flatMap((value) => [value, value.split(' ').at(-1) ?? '']))]
    .filter((value) => value.length >= SHORTEST_SECRET)
    .sort((one, other) => other.length - one.length);

/** At most `MAX_KEPT` bytes, and whole characters. */
function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= MAX_KEPT) return text;
  return new TextDecoder().decode(bytes.subarray(0, MAX_KEPT), { stream: true });
}
