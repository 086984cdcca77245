import { Bar, bearingOf, Point } from '../../../components/acts/act-shapes.js';
import type { TimedAct } from '../../../components/acts/timed-act.js';

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
  const bearing = bearingOf(act.type);
  const shape = (
    <>
      <title>{label}</title>
      {upper && <line class="joint" x1={(upper.from + upper.to) / 2} y1={upper.y} x2={lower.at} y2={lower.y} />}
      {upper &&
        (upper.from === upper.to ? (
          <Point at={upper.from} y={upper.y} bearing={bearing} />
        ) : (
          <Bar openStart={false} openEnd={false} {...upper.open} from={upper.from} to={upper.to} y={upper.y} />
        ))}
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
