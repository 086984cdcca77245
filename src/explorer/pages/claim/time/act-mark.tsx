import type { TimedAct } from './stops.js';

/** Where an act is on the upper rail. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly open?: { readonly openStart: boolean; readonly openEnd: boolean };
}

interface ActMarkProps {
  readonly act: TimedAct;
  readonly upper: Mark | undefined;
  readonly lower: { readonly at: number; readonly y: number };
  readonly isLater: boolean;
  readonly label: string;
  readonly href: string | undefined;
}

/** One link for both of its marks, and the line between them. */
export function ActMark({ act, upper, lower, isLater, label, href }: ActMarkProps) {
  const bearing = bearingOf(act);
  const shape = (
    <>
      <title>{label}</title>
      {upper && <line class="joint" x1={(upper.from + upper.to) / 2} y1={upper.y} x2={lower.at} y2={lower.y} />}
      {upper && <UpperMark mark={upper} bearing={bearing} />}
      <Point at={lower.at} y={lower.y} bearing={bearing} />
    </>
  );
  const kind = `act ${bearing}${isLater ? ' later' : ''}${act.voided ? ' voided' : ''}`;
  if (href === undefined) return <g class={kind}>{shape}</g>;
  return (
    <a class={kind} href={href} aria-label={label}>
      {shape}
    </a>
  );
}

/** A point for a time that is known to the day, else a bar; where it is open, it ends in an arrow. */
function UpperMark({ mark: { from, to, y, open }, bearing }: { readonly mark: Mark; readonly bearing: Bearing }) {
  if (from === to) return <Point at={from} y={y} bearing={bearing} />;
  const forward = to > from ? 1 : -1;
  const start =
    open?.openStart === true
      ? `M${from + 6 * forward},${y - 4} L${from},${y} L${from + 6 * forward},${y + 4}`
      : `M${from},${y - 4} L${from},${y + 4}`;
  const end =
    open?.openEnd === true
      ? `L${to - 6 * forward},${y + 4} L${to},${y} L${to - 6 * forward},${y - 4}`
      : `L${to},${y + 4} L${to},${y - 4}`;
  return <path class="mark-shape bar" d={`${start} ${end} Z`} />;
}

type Bearing = 'for' | 'against' | 'other';

const SUPPORTING: ReadonlySet<TimedAct['type']> = new Set<TimedAct['type']>([
  'ClaimAsserted',
  'ClaimReported',
  'ClaimRepeated',
  'ClaimInterpreted',
  'ClaimConfirmed',
]);
const OPPOSING: ReadonlySet<TimedAct['type']> = new Set<TimedAct['type']>([
  'ClaimDenied',
  'ClaimQuestioned',
  'StatementRetracted',
]);

const bearingOf = ({ type }: TimedAct): Bearing =>
  SUPPORTING.has(type) ? 'for' : OPPOSING.has(type) ? 'against' : 'other';

/** A circle, a diamond or a ring: the colour only repeats it. */
export function Point({ at, y, bearing }: { readonly at: number; readonly y: number; readonly bearing: Bearing }) {
  if (bearing === 'against') return <path class="mark-shape" d={`M${at},${y - 6.5} l6.5,6.5 l-6.5,6.5 l-6.5,-6.5 Z`} />;
  return <circle class="mark-shape" cx={at} cy={y} r={bearing === 'for' ? 5.5 : 4.5} />;
}
