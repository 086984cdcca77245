import { UsageError } from '../errors.js';

/** The texts of a file, one on each line. Throws a `UsageError` if there is none. */
export function soughtTextsOf(content: string): string[] {
  const texts = content
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (texts.length === 0)
    throw new UsageError('There is no text to find. Write each on a line of standard input, or of --texts.');
  return texts;
}
