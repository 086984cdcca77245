import { parse } from '@formatjs/icu-messageformat-parser';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instantText, momentText, occurredText } from '../../../src/explorer/components/time.js';
import { Words } from '../../../src/explorer/words/words.js';

const FILE = join(import.meta.dirname, '../../../src/explorer/words/en/time.json');
const messages = Object.entries(JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, string>);
const words = new Words('en', Object.fromEntries(messages.map(([key, text]) => [key, parse(text)])));

it.each([
  ['2023', '2023'],
  ['2023-04', 'April 2023'],
  ['2023-04-20', '20 April 2023'],
  ['0044-03-15', '15 March 44'],
  ['1984~', 'about 1984'],
  ['1984?', '1984 (uncertain)'],
  ['1984-02%', 'about February 1984 (uncertain)'],
  ['../2024-04-04', 'by 4 April 2024'],
  ['../2024-04', 'by the end of April 2024'],
  ['../2024~', 'by about 2024'],
  ['2023/..', '2023 or later'],
  ['2023-05/2023-07', 'between May 2023 and July 2023'],
  ['2023-05/2023-05', 'May 2023'],
  ['2023-04-20T10:30+02:00', '20 Apr 2023, 08:30 UTC'],
  ['soon', 'soon'],
])('reads %s as "%s"', (text, expected) => {
  expect(occurredText(text, words, 'UTC')).toBe(expected);
});

it('shows instants in the time zone of the page, and days in UTC', () => {
  expect(instantText('2026-11-30T00:23:45.146Z', words, 'Europe/Kyiv')).toBe('30 Nov 2026, 02:23 EET');
  expect(instantText('2026-11-30T00:23:45.146Z', words, 'UTC', true)).toBe('30 November 2026 at 00:23:45.146 UTC');
  expect(momentText('2026-11-30', words, 'America/New_York')).toBe('30 November 2026');
  expect(momentText('2026-11-30T00:23:45Z', words, 'America/New_York')).toBe('29 Nov 2026, 19:23 GMT-5');
});
