import type { VerificationView } from '../../claims/queries/views.js';
import type { Reason } from '../../verification/policy.js';
import { listed } from '../../verification/summary/english-names.js';
import { isRemainingOpposition } from '../../domain/remaining-opposition.js';
import { timeInWords } from '../../domain/time-in-words.js';
import { counted } from '../terminal/counted.js';
import { tag } from '../terminal/print-options.js';
import { paragraph } from '../terminal/text-layout.js';
import type { EntryContext } from './entry-paragraphs.js';
import type { ClaimReportData, NameResolver } from './name-resolver.js';
import { statusText } from './status-text.js';

/** The moment of a report; now by default. */
export interface ReportedMoment {
  /** What the ledger knew then. */
  readonly asOf?: string | undefined;
  /** What had happened in the world by then. */
  readonly validAt?: string | undefined;
}

/** The word for the moment of a report: "by now", "by then". */
export const thenOrNow = ({ asOf, validAt }: ReportedMoment): string =>
  asOf === undefined && validAt === undefined ? 'now' : 'then';

/** What a claim says, what there is on it in one sentence, its status, and what decides it. */
export function headLines(
  { claim }: ClaimReportData,
  context: EntryContext,
  moment: ReportedMoment = {},
): readonly string[] {
  const { asOf } = moment;
  const { names, printing } = context;
  const { colors, width } = printing;
  const { verification } = claim;
  const { totals, possibly, withoutEffect } = verification;
  const below = (...text: Parameters<typeof paragraph>[0]) => paragraph(text, { width, first: '  ', rest: '    ' });
  const subject = { text: subjectOf(claim, names), style: colors.dim };
  const unmarked = totals.withoutEffect - withoutEffect.length;
  return [
    ...paragraph([{ text: claim.text, style: colors.bold }], { width }),
    ...paragraph([subject, tag(`[${claim.id}]`, printing)], { width, rest: '  ' }),
    '',
    ...paragraph([verification.summary.text], { width }),
    '',
    ...paragraph(statusText(verification, printing), { width, rest: '  ' }),
    ...below(deciders(verification, context)),
    ...otherReasons(verification, names).flatMap((text) => below(text)),
    ...(possibly.length > 0
      ? below(
          `possibly also ${listed(possibly.map((ref) => names.called(ref)))}, which may have happened by ${thenOrNow(moment)}`,
        )
      : []),
    ...(unmarked > 0
      ? below(`${counted(unmarked, 'more entry is', 'more entries are')} without effect than are marked below`)
      : []),
    ...(asOf === undefined ? [] : below(`as of ${timeInWords(asOf)}`)),
    ...(printing.recorded ? below({ text: `since ${verification.since}`, style: colors.dim }) : []),
  ];
}

/** "position of Ukraine · about Ukraine" */
function subjectOf({ kind, holder, due, about }: ClaimReportData['claim'], names: NameResolver): string {
  const ofWhom = holder === undefined ? '' : ` of ${names.actor(holder)}`;
  const dueBy = due === undefined ? '' : `, due ${timeInWords(due)}`;
  return [`${kind}${ofWhom}${dueBy}`, ...(about.length > 0 ? [`about ${names.actorsOf(about)}`] : [])].join(' · ');
}

/** The entries that decide, those that oppose what was taken back, the policy, and when the status changes by itself. */
function deciders({ policy, rule, changesAt, because, totals }: VerificationView, { deciding, names }: EntryContext) {
  const others = because.filter((reason) => !('entry' in reason)).length;
  const left = totals.because - others - deciding.size;
  const isOpposing = (ref: string) => isRemainingOpposition(rule, names.entry(ref)?.type);
  const [opposing, decisive] = [[...deciding].filter(isOpposing), [...deciding].filter((ref) => !isOpposing(ref))];
  const refs = [...decisive.map((ref) => names.called(ref)), ...(left > 0 ? [`${left} more`] : [])];
  const opposed = opposing.length === 0 ? '' : `still opposed by ${listed(opposing.map((ref) => names.called(ref)))}, `;
  const until = changesAt === undefined ? '' : `, until ${timeInWords(changesAt)} if nothing is recorded before`;
  return `${refs.length > 0 ? `decided by ${listed(refs)}, ` : ''}${opposed}under the policy ${policy}${until}`;
}

/** Mandates, and dates that have passed. */
function otherReasons({ because }: VerificationView, names: NameResolver): readonly string[] {
  return because.flatMap((reason) => ('entry' in reason ? [] : [reasonText(reason, names)]));
}

function reasonText(reason: Exclude<Reason, { readonly entry: string }>, names: NameResolver): string {
  if ('passed' in reason) return `${timeInWords(reason.passed)} has passed`;
  const covered = reason.overlap === true ? ', which covers a part of that time' : '';
  return `${names.mandate(reason.actor, reason.mandate)}${covered}`;
}
