import type { Colors } from 'picocolors/types.js';
import type { Mention } from '../../erasure/search/mention.views.js';
import { formatEventCount } from '../terminal/progress.js';
import { padded, sanitize } from '../terminal/text-layout.js';

/** An event that has a sought text, and a line for each field of it that has one. */
export function mentionLines(
  { stream, revision, type, recordedAt, fields, requested }: Mention,
  { bold }: Colors,
): string {
  const rows = fields.map(({ of, pointer, excerpt, redactable }) => ({
    where: of === 'stream' ? 'name of the stream' : of === 'metadata' ? `metadata ${pointer}` : pointer,
    what: `${sanitize(excerpt)}${redactable ? '' : '  (stays)'}`,
  }));
  const width = Math.max(0, ...rows.map(({ where }) => where.length));
  const waits = requested ? '  (requested)' : '';
  return [
    `${bold(sanitize(`${stream} ${revision}`))}  ${type}  ${recordedAt}${waits}`,
    ...rows.map(({ where, what }) => `  ${padded(where, width)}  ${what}`),
    ...(rows.length === 0 ? ['  /digest  of a body that has it'] : []),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** How many there are, and why some fields stay. */
export function mentionSummary(mentions: readonly Mention[], searched: number): string {
  const can = mentions.filter(({ request }) => request !== undefined).length;
  const waiting = mentions.filter(({ requested }) => requested !== undefined).length;
  const why = new Set(mentions.flatMap(({ fields }) => fields.flatMap(({ instead }) => instead ?? [])));
  const have = `${mentions.length} ${mentions.length === 1 ? 'has' : 'have'} it`;
  const requested = waiting === 0 ? '' : `; that is requested for ${waiting}`;
  const found = mentions.length === 0 ? 'none has it' : `${have}, and in ${can} something can be redacted${requested}`;
  return [`Searched ${formatEventCount(searched)}: ${found}.`, ...why].map((line) => `${line}\n`).join('');
}
