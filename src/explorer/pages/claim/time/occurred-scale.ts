import { hasHappened, type TimedAct } from '../../../components/acts/timed-act.js';
import type { Stop } from './stops.js';

/** Where an act is drawn on the rail of what happened. */
export interface Placed {
  readonly act: TimedAct;
  /** The place of its stop among those that are drawn. */
  readonly stop: number;
  /** From where to where, as parts of the rail: 0 to 1. Both are equal if the time is known to the day. */
  readonly from: number;
  readonly to: number;
  /** Whether it may have happened before `from`, or after `to`. */
  readonly openStart: boolean;
  readonly openEnd: boolean;
  /** Counted from the rail: acts at the same place are stacked. */
  readonly lane: number;
}

/** A date below the rail. */
export interface Tick {
  readonly at: number;
  /** An ISO instant in UTC. */
  readonly time: string;
}

export interface OccurredRail {
  readonly placed: readonly Placed[];
  /** Those whose time isn't known. */
  readonly undated: readonly { readonly act: TimedAct; readonly stop: number }[];
  readonly ticks: readonly Tick[];
  /** How many lanes there are. */
  readonly lanes: number;
}

const DAY = 24 * 60 * 60 * 1000;
/** The ends of the rail that only times without a beginning or an end reach. */
const MARGIN = 0.04;
/** Acts that are closer than this are stacked. */
const APART = 0.022;
const MAX_LANES = 8;

/**
 * Places acts by when they happened. Distances grow with the logarithm of the time between them, so that a day and a
 * decade fit on one rail.
 */
export function occurredRail(stops: readonly Pick<Stop, 'acts'>[]): OccurredRail {
  const acts = stops.flatMap((stop, index) => stop.acts.filter(hasHappened).map((act) => ({ act, stop: index })));
  const undated = acts.filter(({ act }) => !act.occurred);
  const dated = acts.flatMap(({ act, stop }) => (act.occurred ? [{ act, stop, ...spanOf(act.occurred) }] : []));
  const place = placesOf(dated.flatMap(({ from, to }) => [from, to]));
  const lanes = new Lanes();
  const placed = dated
    .map(({ act, stop, from, to }) => ({
      act,
      stop,
      from: from === undefined ? 0 : (place.get(from) ?? 0),
      to: to === undefined ? 1 : (place.get(to) ?? 1),
      openStart: from === undefined,
      openEnd: to === undefined,
    }))
    .sort((a, b) => a.from - b.from || a.to - b.to || a.stop - b.stop)
    .map((each) => ({ ...each, lane: lanes.take(each.from, each.to) }));
  const ticks = [...place].map(([time, at]) => ({ at, time: new Date(time).toISOString() }));
  return { placed, undated, ticks, lanes: lanes.count };
}

/** What is known to the day is a point: its beginning. */
function spanOf({ from, to }: NonNullable<TimedAct['occurred']>) {
  const start = from === undefined ? undefined : Date.parse(from);
  const end = to === undefined ? undefined : Date.parse(to);
  if (start === undefined || end === undefined) return { from: start, to: end };
  return { from: start, to: end - start <= DAY ? start : end };
}

function placesOf(times: readonly (number | undefined)[]): ReadonlyMap<number, number> {
  const sorted = [...new Set(times.flatMap((time) => time ?? []))].sort((a, b) => a - b);
  let sum = 0;
  const sums = sorted.map((time, index) => {
    if (index > 0) sum += 0.5 + Math.log2(1 + (time - (sorted[index - 1] ?? time)) / DAY);
    return sum;
  });
  // A single time is in the middle.
  const at = (part: number) => (sum === 0 ? 0.5 : MARGIN + (1 - 2 * MARGIN) * (part / sum));
  return new Map(sorted.map((time, index) => [time, at(sums[index] ?? 0)]));
}

/** Gives each act, from the left to the right, the lowest lane that is free. */
class Lanes {
  private readonly ends: number[] = [];

  get count(): number {
    return this.ends.length;
  }

  take(from: number, to: number): number {
    const free = this.ends.findIndex((end) => end + APART <= from);
    const lane = free >= 0 ? free : this.ends.length < MAX_LANES ? this.ends.length : MAX_LANES - 1;
    this.ends[lane] = Math.max(this.ends[lane] ?? 0, to);
    return lane;
  }
}
