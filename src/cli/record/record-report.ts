import type { ClaimView, EntryView } from '../../claims/queries/views.js';
import { details, provenance } from '../show/entry-details.js';
import { headline } from '../show/entry-headline.js';
import { type Entry, entryOf, NameResolver } from '../show/name-resolver.js';
import { withoutEffect } from '../show/rule-explanations.js';
import { statusText } from '../show/status-text.js';
import { padded, paragraph, type Text } from '../terminal/text-layout.js';
import { type Printing, tag } from '../terminal/print-options.js';
import type { Act } from './acts.js';
import type { EntryBody } from './entry-body.js';
import type { EntryNames, Taken } from './entry-names.js';
import type { Recorded } from './record-entry.js';

const LABEL = 13;

/** What is going to be recorded, in plain words, with the ids that the given names were found to mean. */
export function draftLines(act: Act, body: EntryBody, names: EntryNames, printing: Printing): string[] {
  const { claim } = names;
  return [
    ...field('claim', [claim.text, tag(`[${claim.id}]`, printing)], printing),
    ...field('entry', [draftHeadline(act, body, names)], printing),
    ...(body.occurredAt === undefined ? [] : field('happened', [body.occurredAt], printing)),
    ...entryDetails(body, names).flatMap((text) => field('', [text], printing)),
    ...takenFields(names.taken, printing),
  ];
}

function takenFields(taken: readonly Taken[], printing: Printing): string[] {
  return taken
    .filter(({ id, label }, index) => taken.findIndex((one) => one.id === id && one.label === label) === index)
    .flatMap(({ label, name, id }) => field(label, [name, tag(`[${id}]`, printing)], printing));
}

function draftHeadline(act: Act, body: EntryBody, names: EntryNames): string {
  if (act.type === 'NarrativeClaimAdded') return 'added to the narrative';
  if (act.type === 'NarrativeClaimRemoved') return 'removed from the narrative';
  return headline(draftEntry(body), new NameResolver(names.reportData));
}

function entryDetails(body: EntryBody, names: EntryNames): string[] {
  if (body.type === 'NarrativeClaimAdded' || body.type === 'NarrativeClaimRemoved') return [];
  const entry = draftEntry(body);
  const resolver = new NameResolver(names.reportData);
  const source = provenance(entry, resolver);
  return [...details(entry, resolver), ...(source === undefined ? [] : [source])];
}

/** An entry that isn't recorded yet, as the words of `show` want it. */
const draftEntry = (body: EntryBody): Entry =>
  entryOf({
    kind: 'entry',
    entry: '',
    type: body.type,
    data: body,
    revision: 0,
    position: '',
    recordedAt: '',
    recordedBy: '',
  } as unknown as EntryView);

/** What was recorded, and the state of the claim before and after. */
export function recordedLines({ answer, before, after }: Recorded, printing: Printing): string[] {
  const [recorded] = answer.recorded;
  if (!recorded) {
    return ['Nothing was recorded: the ledger holds this already. To record it a second time, give it another --id.'];
  }
  const reason = after.verification.withoutEffect.find(({ entry }) => entry === `${after.id}/${recorded.id}`)?.reason;
  const changed = isChanged(before, after);
  return [
    answer.id === after.id ? `Recorded ${after.id}/${recorded.id}` : `Recorded in ${answer.id}`,
    ...(reason === undefined ? [] : field('no effect', [withoutEffect(reason) ?? reason], printing)),
    ...overruled(before, after, `${after.id}/${recorded.id}`).flatMap(({ entry, reason: why }) =>
      field('no effect', [`[${entry}] any longer: ${withoutEffect(why) ?? why}`], printing),
    ),
    ...(changed ? field('before', statusText(before.verification, printing), printing) : []),
    ...field(changed ? 'after' : 'still', statusText(after.verification, printing), printing),
  ];
}

/**
 * The entries that had an effect before, except for the one that was recorded; those of this claim by their ids. None
 * if too many had no effect to be listed.
 */
function overruled({ verification: before }: ClaimView, { id, verification: after }: ClaimView, recorded: string) {
  if (before.totals.withoutEffect > before.withoutEffect.length) return [];
  const known = new Set([recorded, ...before.withoutEffect.map(({ entry }) => entry)]);
  return after.withoutEffect
    .filter(({ entry }) => !known.has(entry))
    .map(({ entry, reason }) => ({ entry: entry.startsWith(`${id}/`) ? entry.slice(id.length + 1) : entry, reason }));
}

const isChanged = ({ verification: before }: ClaimView, { verification: after }: ClaimView): boolean =>
  before.status !== after.status || before.rule !== after.rule || before.rating !== after.rating;

const field = (label: string, text: Text, { width }: Printing): string[] =>
  paragraph(text, { width, first: `  ${padded(label, LABEL)}`, rest: ' '.repeat(LABEL + 2) });
