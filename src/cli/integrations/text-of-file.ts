import { text } from 'node:stream/consumers';
import { sourcesOf } from '../import/sources.js';

/** The text of a file, or of standard input for `-`. Throws a `UsageError` if it can't be read. */
export async function textOfFile(file: string): Promise<string> {
  const [source] = await sourcesOf([file]);
  return source ? text(source.open()) : '';
}
