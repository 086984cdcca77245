import type { Settings } from '../moment/settings.js';
import type { Words } from '../words/words.js';
import { momentText } from './time.js';

/** The title of a page with its moment and the name of the ledger. */
export function fullTitle(title: string, { asOf, validAt, replay, tz = 'UTC' }: Settings, words: Words): string {
  return [
    title,
    ...(asOf === undefined ? [] : [words.text('frame.titleAsOf', { time: momentText(asOf, words, tz) })]),
    ...(validAt === undefined ? [] : [words.text('frame.titleValidAt', { time: momentText(validAt, words, tz) })]),
    ...(replay === undefined ? [] : [words.text('frame.titleReplay')]),
    words.text('frame.name'),
  ].join(' · ');
}
