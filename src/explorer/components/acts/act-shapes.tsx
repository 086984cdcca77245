import type { ClaimEventTypes } from '../../../claims/claim.events.js';
import { SAYING } from './saying.js';

/** Whether an act speaks for its claim, against it, or neither. */
export type Bearing = 'for' | 'against' | 'other';

const OPPOSING: ReadonlySet<keyof ClaimEventTypes> = new Set<keyof ClaimEventTypes>([
  'ClaimDenied',
  'ClaimQuestioned',
  'StatementRetracted',
]);

export const bearingOf = (type: keyof ClaimEventTypes | undefined): Bearing =>
  type === undefined ? 'other' : SAYING.has(type) ? 'for' : OPPOSING.has(type) ? 'against' : 'other';

interface PointProps {
  readonly at: number;
  readonly y: number;
  readonly bearing: Bearing;
}

/** A circle, a diamond or a ring: the colour only repeats it. */
export function Point({ at, y, bearing }: PointProps) {
  if (bearing === 'against') return <path class="mark-shape" d={`M${at},${y - 6.5} l6.5,6.5 l-6.5,6.5 l-6.5,-6.5 Z`} />;
  return <circle class="mark-shape" cx={at} cy={y} r={bearing === 'for' ? 5.5 : 4.5} />;
}

interface BarProps {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly openStart: boolean;
  readonly openEnd: boolean;
}

/** A time that isn't known to the day: where it is open, the bar ends in an arrow. */
export function Bar({ from, to, y, openStart, openEnd }: BarProps) {
  const forward = to > from ? 1 : -1;
  const start = openStart
    ? `M${from + 6 * forward},${y - 4} L${from},${y} L${from + 6 * forward},${y + 4}`
    : `M${from},${y - 4} L${from},${y + 4}`;
  const end = openEnd
    ? `L${to - 6 * forward},${y + 4} L${to},${y} L${to - 6 * forward},${y - 4}`
    : `L${to},${y + 4} L${to},${y - 4}`;
  return <path class="mark-shape bar" d={`${start} ${end} Z`} />;
}
