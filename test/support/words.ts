import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@formatjs/icu-messageformat-parser';
import type { Language } from '../../src/explorer/words/languages.js';
import { Words } from '../../src/explorer/words/words.js';

const FOLDER = join(import.meta.dirname, '../../src/explorer/words');

/** The words of a language from their source. */
export function wordsIn(language: Language): Words {
  const messages = readdirSync(join(FOLDER, language)).flatMap((file) =>
    Object.entries(JSON.parse(readFileSync(join(FOLDER, language, file), 'utf8')) as Record<string, string>),
  );
  return new Words(language, Object.fromEntries(messages.map(([key, text]) => [key, parse(text)])));
}
