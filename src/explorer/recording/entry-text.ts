import type { TypedEntry } from '../api/entries.js';
import type { Names } from '../api/names.js';
import { instantText, occurredText } from '../components/time.js';
import type { View } from '../components/view.js';
import { entryTypeKey } from '../words/vocabulary.js';

/** An entry in a line of plain text: whose act it is, of what kind, when it happened and when it was recorded. */
export function entryText(
  { type, data, recordedAt }: TypedEntry,
  { actors }: Names,
  { words, timeZone }: Pick<View, 'words' | 'timeZone'>,
): string {
  const what = words.text(entryTypeKey(type));
  const recorded = words.text('time.recorded', { time: instantText(recordedAt, words, timeZone) });
  if (!('by' in data)) return [what, recorded].join(words.text('frame.comma'));
  const { by, occurredAt } = data;
  return [
    words.text('timeline.act', { who: words.listText(by.map((actor) => actors[actor] ?? actor)), what }),
    occurredAt === undefined
      ? words.text('time.undated')
      : words.text('time.happened', { time: occurredText(occurredAt, words, timeZone) }),
    recorded,
  ].join(words.text('frame.comma'));
}
