import { timeInWords } from '../../domain/time-in-words.js';
import type { Reason } from '../../verification/policy.js';
import { type ClaimReportData, entryOf, NameResolver } from './name-resolver.js';
import { originTree } from './origin-tree.js';
import { padded, paragraph, type Text } from '../terminal/text-layout.js';
import { type Printing, tag } from '../terminal/print-options.js';
import { withoutEffect } from './rule-explanations.js';
import { statusLines, statusText } from './status-history.js';
import { historyLines } from './claim-history.js';
import { headline, RELATION } from './entry-headline.js';

/**
 * The report of a claim: what it says, its status with the reasons, its history, and its origins.
 *
 * @param asOf the moment as of which the report is; undefined for now
 */
export function formatClaimReport(answers: ClaimReportData, printing: Printing, asOf?: string): string {
  const names = new NameResolver(answers);
  const { dated, undated, ofRecord } = historyLines(answers, names, printing);
  const sections = [
    head(answers, names, printing, asOf),
    titled('Statuses, in the order of recording', statusLines(answers, names, printing), printing),
    titled('Dated entries, in the order of their dates', dated, printing),
    titled('Undated entries, in the order of recording', undated, printing),
    titled('Entries of the claims that are merged with it', merged(answers, names, printing), printing),
    titled('Origins', origins(answers, names, printing), printing),
    titled('Without effect', effectless(answers, names, printing), printing),
    titled('Documents', documents(answers, names, printing), printing),
    titled('Links', links(answers, names, printing), printing),
    titled('Changes of the record', ofRecord, printing),
  ];
  return `${sections.flat().join('\n')}\n`;
}

const titled = (title: string, lines: readonly string[], { colors }: Printing): readonly string[] =>
  lines.length > 0 ? ['', colors.bold(title), ...lines] : [];

const LABEL = 12;

function head({ claim }: ClaimReportData, names: NameResolver, printing: Printing, asOf?: string): string[] {
  const { colors, width } = printing;
  const field = (label: string, ...text: Text): string[] =>
    text.every((part) => part === '')
      ? []
      : paragraph(text, { width, first: `  ${padded(label, LABEL)}`, rest: ' '.repeat(LABEL + 2) });
  const item = (...text: Text): string[] => {
    const indent = ' '.repeat(LABEL + 2);
    return paragraph(text, { width, first: `${indent}- `, rest: `${indent}  ` });
  };
  const { verification, narratives } = claim;
  const { policy, totals, possibly, changesAt } = verification;
  const left = totals.because - verification.because.length;
  return [
    ...paragraph([{ text: claim.text, style: colors.bold }], { width }),
    '',
    ...paragraph([verification.summary.text], { width }),
    '',
    ...field('as of', asOf === undefined ? '' : timeInWords(asOf)),
    ...field('claim', claim.id),
    ...field('kind', kindOf(claim, names)),
    ...field('about', names.actorsOf(claim.about)),
    ...field('topics', claim.topics.join(', ')),
    ...narratives.flatMap(({ id, title }, index) => field(index === 0 ? 'narratives' : '', title, tag(id, printing))),
    ...field('same as', claim.sameAs.join(', ')),
    ...field('status', ...statusText(verification, printing)),
    ...inOrder(verification.because, names).flatMap((reason) => item(...reasonText(reason, names, printing))),
    ...(left > 0 ? item(`and ${left} more`) : []),
    ...field('possibly', possibly.length > 0 ? `${names.refs(possibly)} may have happened by now` : ''),
    ...field('policy', policy),
    ...(changesAt === undefined ? [] : field('until', timeInWords(changesAt), ', if nothing is recorded before')),
    ...(printing.recorded ? field('since', { text: verification.since, style: colors.dim }) : []),
  ];
}

function kindOf({ kind, holder, due }: ClaimReportData['claim'], names: NameResolver): string {
  if (holder !== undefined) return `${kind} of ${names.actor(holder)}`;
  return due === undefined ? kind : `${kind}, due ${timeInWords(due)}`;
}

/** In the order of the history; reasons that aren't entries of this claim come last. */
function inOrder(reasons: readonly Reason[], names: NameResolver): readonly Reason[] {
  const position = (reason: Reason) => ('entry' in reason ? names.indexOf(reason.entry) : Infinity);
  return reasons.toSorted((a, b) => (position(a) === position(b) ? 0 : position(a) - position(b)));
}

function reasonText(reason: Reason, names: NameResolver, printing: Printing): Text {
  if ('passed' in reason) return [`${timeInWords(reason.passed)} has passed`];
  if ('actor' in reason) {
    const covered = reason.overlap === true ? ', which covers a part of that time' : '';
    return [`${names.mandate(reason.actor, reason.mandate)}${covered}`];
  }
  const entry = names.entry(reason.entry);
  const ref = names.ref(reason.entry);
  return entry ? [headline(entry, names.readFrom(entry)), tag(ref, printing)] : [ref];
}

function origins(data: ClaimReportData, names: NameResolver, { width }: Printing): string[] {
  const lines = originTree(data, names).flatMap((line) => {
    const indent = /^[ │├└─]*/u.exec(line)?.[0] ?? '';
    const rest = indent.replace(/├─/u, '│ ').replace(/└─/u, '  ');
    return paragraph([line.slice(indent.length)], { width, first: indent, rest: `${rest}  ` });
  });
  const { origins: ends, totals } = data.claim.verification;
  const left = totals.origins - ends.length;
  return left > 0 ? [...lines, `  and ${left} more`] : lines;
}

/** What is recorded on the claims that are merged with this one: it counts here too. */
function merged({ merged: views }: ClaimReportData, names: NameResolver, printing: Printing): string[] {
  return views.flatMap((view) => {
    const entry = entryOf(view);
    return paragraph([headline(entry, names.readFrom(entry)), tag(names.ref(view.entry), printing)], {
      width: printing.width,
      first: '  ',
      rest: '    ',
    });
  });
}

function effectless({ claim }: ClaimReportData, names: NameResolver, printing: Printing): string[] {
  const { withoutEffect: entries, totals } = claim.verification;
  const lines = entries.flatMap(({ entry, reason }) => {
    const known = names.entry(entry);
    const what: Text = known
      ? [headline(known, names.readFrom(known)), tag(names.ref(entry), printing)]
      : [names.ref(entry)];
    const words = withoutEffect(reason);
    return [
      ...paragraph(what, { width: printing.width, first: '  ', rest: '    ' }),
      ...paragraph([words === undefined ? reason : `${reason}: ${words}`], { width: printing.width, first: '    ' }),
    ];
  });
  const left = totals.withoutEffect - entries.length;
  return left > 0 ? [...lines, `  and ${left} more`] : lines;
}

function documents({ documents: views }: ClaimReportData, names: NameResolver, { width, colors }: Printing): string[] {
  return [...views.values()].flatMap(({ id, publisher, publishedAt, url, archivedUrl }) => {
    const date = publishedAt === undefined ? 'undated' : timeInWords(publishedAt);
    const text = `${names.document(id)}, ${names.actor(publisher)}, ${date}`;
    const addresses = [url, archivedUrl].filter((address) => address !== undefined);
    return [
      ...paragraph([text, { text: id, style: colors.dim, apart: true }], { width, first: '  ', rest: '    ' }),
      ...addresses.flatMap((address) => paragraph([address], { width, first: '    ' })),
    ];
  });
}

function links({ claim }: ClaimReportData, names: NameResolver, printing: Printing): string[] {
  return claim.links.flatMap(({ relation, direction, claim: other, withoutEffect: why }) => {
    const kinds = why === undefined ? '' : ', without effect: their kinds differ';
    const text = names.claim(other);
    return [
      ...paragraph([RELATION[relation][direction === 'from' ? 'from' : 'to'], ' ', other, kinds], {
        width: printing.width,
        first: '  ',
        rest: '    ',
      }),
      ...(text === undefined ? [] : paragraph([text], { width: printing.width, first: '    ' })),
    ];
  });
}
