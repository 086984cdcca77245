import type { SentSecrets } from './sent-secrets.js';

/** Bytes of an answer that are read at most; a connection with a longer answer is closed. */
const MAX_READ = 65_536;
/** Bytes of an answer that are kept. */
const MAX_KEPT = 1_024;
/** Bytes after those that are kept, so that a value that the cut would divide is found. */
const LONGEST_SECRET = 4_096;

/**
 * The beginning of an answer, as text without control characters. A receiver may send back what it got: secrets in it
 * are replaced. The answer counts by its status, so an error while it is read, or the
 * end of the time for it, only ends it early.
 */
export async function readExcerpt(body: AsyncIterable<Uint8Array>, secrets: SentSecrets): Promise<string> {
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
  return cut(secrets.hide(text).replace(/[^\P{C}\n\t]/gu, ' '));
}

/** At most `MAX_KEPT` bytes, and whole characters. */
function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= MAX_KEPT) return text;
  return new TextDecoder().decode(bytes.subarray(0, MAX_KEPT), { stream: true });
}
