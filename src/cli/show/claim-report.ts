import type { StoryView } from '../../claims/story/story.views.js';
import { timeInWords } from '../../domain/time-in-words.js';
import { type Printing, tag } from '../terminal/print-options.js';
import { paragraph } from '../terminal/text-layout.js';
import { citationTree } from './citation-tree.js';
import { headLines, type ReportedMoment } from './claim-head.js';
import { RELATION } from './entry-headline.js';
import { entryLines } from './entry-list.js';
import type { EntryContext } from './entry-paragraphs.js';
import { entriesByRole } from './entry-roles.js';
import { folded, leftOut } from './folding.js';
import { type ClaimReportData, fullRef, NameResolver } from './name-resolver.js';
import { omittedLines, stepLines } from './story-report.js';
import { treeLines } from './tree-lines.js';

/** What a claim's report is made from. */
export interface ReportedClaim extends ClaimReportData {
  readonly story: StoryView;
}

interface ReportOptions extends ReportedMoment {
  /** Whether to print all entries and changes, and quotes in full length; by default, long lists are folded. */
  readonly all?: boolean | undefined;
}

/**
 * The report of a claim: what there is on it and its status; who says so, on whose word; how the status changed; what
 * opposes it and what else is on record; and what it is connected with.
 */
export function formatClaimReport(data: ReportedClaim, printing: Printing, options: ReportOptions = {}): string {
  const context = entryContext(data, printing, options);
  const { names } = context;
  const roles = entriesByRole(data, names);
  const entriesOf = (role: Parameters<typeof roles.get>[0]) => entryLines(roles.get(role) ?? [], context);
  const titled = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length > 0 ? ['', printing.colors.bold(title), ...lines] : [];
  const sections = [
    headLines(data, context, options),
    titled('Who says so, on whose word', sayingLines(data, roles.get('saying') ?? [], context)),
    titled('How its status changed, in the order of recording', changeLines(data, context)),
    titled('What else supports it', entriesOf('supporting')),
    titled('What opposes it', entriesOf('opposing')),
    titled('Also on record', entriesOf('other')),
    titled('Recorded by mistake', entriesOf('voided')),
    titled('Links', linkLines(data, context)),
    titled('Narratives', narrativeLines(data, context)),
    titled('The record', [...fieldLines(data, context), ...entriesOf('record')]),
    titled('Documents', documentLines(data, context)),
  ];
  return `${sections.flat().join('\n')}\n`;
}

/** What the paragraphs of a claim's entries need. */
export function entryContext(data: ClaimReportData, printing: Printing, options: ReportOptions): EntryContext {
  const names = new NameResolver(data);
  const { id, verification } = data.claim;
  const deciding = verification.because
    .flatMap((reason) => ('entry' in reason ? [fullRef(id, reason.entry)] : []))
    .toSorted((a, b) => names.indexOf(a) - names.indexOf(b));
  return {
    names,
    printing,
    ineffective: new Map(verification.withoutEffect.map(({ entry, reason }) => [fullRef(id, entry), reason])),
    deciding: new Set(folded(deciding, options).shown),
    documents: new Map(),
    all: options.all ?? false,
  };
}

function sayingLines(data: ClaimReportData, entries: Parameters<typeof citationTree>[1], context: EntryContext) {
  const lines = treeLines(citationTree(data, entries, context.names), context);
  const { origins, totals } = data.claim.verification;
  const left = totals.origins - origins.length;
  return left > 0 ? [...lines, `  and ${left} more origins`] : lines;
}

/** The story of the claim, without its last summary if that is the report's own. */
function changeLines({ claim, story }: ReportedClaim, context: EntryContext): readonly string[] {
  const { printing } = context;
  const { shown, left } = folded(story.steps.toReversed(), context);
  const earlier = left > 0 ? [`  ${left} earlier changes: claim-ledger story ${claim.id}`] : [];
  const known = claim.verification.summary.text;
  const steps = shown.toReversed().flatMap((step) => stepLines(step, claim.id, printing, { indent: '  ', known }));
  return [...earlier, ...steps, ...omittedLines(story).map((line) => `  ${line}`)];
}

function linkLines({ claim }: ClaimReportData, context: EntryContext): readonly string[] {
  const { width } = context.printing;
  const { shown, left } = folded(claim.links, context);
  const lines = shown.flatMap(({ relation, direction, claim: other, withoutEffect: why }) => {
    const kinds = why === undefined ? '' : ', without effect: their kinds differ';
    const text = context.names.claim(other);
    return [
      ...paragraph([RELATION[relation][direction === 'from' ? 'from' : 'to'], ' ', other, kinds], {
        width,
        first: '  ',
        rest: '    ',
      }),
      ...(text === undefined ? [] : paragraph([text], { width, first: '    ' })),
    ];
  });
  return left > 0 ? [...lines, `  ${leftOut(left)}`] : lines;
}

function narrativeLines({ claim }: ClaimReportData, context: EntryContext): readonly string[] {
  const { printing } = context;
  const { shown, left } = folded(claim.narratives, context);
  const lines = shown.flatMap(({ id, title }) =>
    paragraph([title, tag(id, printing)], { width: printing.width, first: '  ', rest: '    ' }),
  );
  return left > 0 ? [...lines, `  ${leftOut(left)}`] : lines;
}

function fieldLines({ claim }: ClaimReportData, { printing }: EntryContext): readonly string[] {
  const fields = [
    ...(claim.topics.length > 0 ? [`topics: ${claim.topics.join(', ')}`] : []),
    ...(claim.sameAs.length > 0 ? [`the same as ${claim.sameAs.join(', ')}`] : []),
  ];
  return fields.flatMap((text) => paragraph([text], { width: printing.width, first: '  ', rest: '    ' }));
}

/** The documents that the report has named, by their numbers. */
/** The documents that the entries before it name by numbers. */
export function documentLines({ documents }: ClaimReportData, { documents: named, names, printing }: EntryContext) {
  const { width, colors } = printing;
  return [...named].flatMap(([id, number]) => {
    const first = `  ${number}  `;
    const rest = ' '.repeat(first.length);
    const view = documents.get(id);
    if (!view) return paragraph([id], { width, first, rest });
    const date = view.publishedAt === undefined ? 'undated' : timeInWords(view.publishedAt);
    const text = `${names.document(id)}, ${names.actor(view.publisher)}, ${date}`;
    const addresses = [view.url, view.archivedUrl].filter((address) => address !== undefined);
    return [
      ...paragraph([text, { text: id, style: colors.dim, apart: true }], { width, first, rest }),
      ...addresses.flatMap((address) => paragraph([address], { width, first: rest })),
    ];
  });
}
