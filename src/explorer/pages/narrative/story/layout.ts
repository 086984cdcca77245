import type { StatusView } from '../../../../claims/queries/views.js';
import type { TimelineItem } from '../../../../narratives/narrative-timeline.queries.js';
import { type Axis, spanOf, type Step } from './steps.js';

/** What is drawn at one place of a lane: an act, or several lesser ones. */
export interface Mark {
  readonly items: readonly [TimelineItem, ...TimelineItem[]];
  readonly isLesser: boolean;
  /** Its column; the first one is 0. */
  readonly at: number;
}

/** A part of a lane in which the state of the claim is the same. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** Undefined if it isn't known here. */
  readonly state: StatusView | undefined;
}

/** A row of the drawing: a claim, or an actor. */
export interface Lane {
  readonly id: string;
  readonly marks: readonly Mark[];
  readonly spans: readonly Span[];
}

/** A time on the axis: steps whose time is the same. */
export interface Tick {
  /** The columns of its marks. */
  readonly from: number;
  readonly to: number;
  readonly item: TimelineItem;
}

/** A time in which nothing happened, which is drawn shorter. */
export interface Break {
  readonly at: number;
  readonly quiet: number;
}

export interface Layout {
  readonly lanes: readonly Lane[];
  /** How many lanes there would be. */
  readonly total: number;
  readonly ticks: readonly Tick[];
  readonly breaks: readonly Break[];
  /** The number of columns, breaks included. */
  readonly columns: number;
}

/** The states of claims by what had happened by a moment, by the id of the claim. */
export interface StatesBy {
  /** An ISO instant in UTC. */
  readonly by: string;
  readonly states: Readonly<Record<string, StatusView>>;
}

export interface LayoutOptions {
  readonly axis: Axis;
  /** The lanes of an item. */
  readonly lanesOf: (item: TimelineItem) => readonly string[];
  /**
   * The state of a lane by what had happened by a time, in milliseconds, or by any time. Absent if lanes have no states.
   */
  readonly stateBy?: (lane: string, time: number | undefined) => StatusView | undefined;
  readonly most: number;
}

/** In columns. */
const BREAK = 2;

/** Puts steps into columns, and what they consist of into lanes, in the order in which lanes begin. */
export function laidOut(steps: readonly Step[], options: LayoutOptions): Layout {
  const { axis, lanesOf, most, stateBy } = options;
  const lanes = new Lanes();
  const ticks: { from: number; to: number; item: TimelineItem }[] = [];
  const breaks: Break[] = [];
  let start = 0;
  let columns = 0;
  let group: string | undefined;
  let taken = new Map<string, number>();
  for (const { items, isLesser, opens, quiet, ...step } of steps) {
    if (quiet !== undefined) {
      breaks.push({ at: columns - 0.5 + BREAK / 2, quiet });
      columns += BREAK;
    }
    if (step.group !== group) {
      [start, group, taken] = [columns, step.group, new Map<string, number>()];
      const [item] = [...items, ...opens];
      if (item) ticks.push({ from: start, to: start, item });
    }
    for (const entry of opens) for (const lane of lanesOf(entry)) lanes.open(lane, entry, start);
    for (const [lane, own] of byLane(items, lanesOf)) {
      const at = start + (taken.get(lane) ?? 0);
      taken.set(lane, at - start + 1);
      columns = Math.max(columns, at + 1);
      lanes.add(lane, { items: own, isLesser, at });
    }
    const tick = ticks.at(-1);
    if (tick) tick.to = Math.max(tick.to, columns - 1);
    columns = Math.max(columns, start + 1);
  }
  const all = lanes.all();
  const spansOf = (lane: OpenLane): Span[] => {
    if (!stateBy) return [];
    return joined(axis === 'recorded' ? recorded(lane) : occurred(lane, ticks, stateBy), columns);
  };
  return {
    lanes: chosen(all, most).map((lane) => ({ id: lane.id, marks: lane.marks, spans: spansOf(lane) })),
    total: all.length,
    ticks,
    breaks,
    columns,
  };
}

/** Those with most to show, in the order in which they begin. */
function chosen(lanes: readonly OpenLane[], most: number): readonly OpenLane[] {
  if (lanes.length <= most) return lanes;
  const weight = ({ marks }: OpenLane) => marks.filter(({ isLesser }) => !isLesser).length;
  const kept = new Set(lanes.toSorted((a, b) => weight(b) - weight(a)).slice(0, most));
  return lanes.filter((lane) => kept.has(lane));
}

function byLane(
  items: readonly TimelineItem[],
  lanesOf: LayoutOptions['lanesOf'],
): ReadonlyMap<string, [TimelineItem, ...TimelineItem[]]> {
  const lanes = new Map<string, [TimelineItem, ...TimelineItem[]]>();
  for (const item of items) {
    for (const lane of lanesOf(item)) {
      const known = lanes.get(lane);
      if (known) known.push(item);
      else lanes.set(lane, [item]);
    }
  }
  return lanes;
}

interface OpenLane {
  readonly id: string;
  readonly marks: Mark[];
  /** The state with which it was registered, and where. */
  opened?: { readonly at: number; readonly state: StatusView | undefined };
}

class Lanes {
  private readonly lanes = new Map<string, OpenLane>();

  open(id: string, { changed }: { readonly changed?: StatusView }, at: number): void {
    this.lane(id).opened = { at, state: changed };
  }

  add(id: string, mark: Mark): void {
    this.lane(id).marks.push(mark);
  }

  all(): OpenLane[] {
    return [...this.lanes.values()];
  }

  private lane(id: string): OpenLane {
    const known = this.lanes.get(id);
    if (known) return known;
    const lane: OpenLane = { id, marks: [] };
    this.lanes.set(id, lane);
    return lane;
  }
}

type Start = Omit<Span, 'to'>;

/** From the registration, if it is here, each change begins a span. */
function recorded({ opened, marks }: OpenLane): Start[] {
  return [
    { from: opened?.at ?? 0, state: opened?.state },
    ...marks.flatMap(({ at, items }) => {
      const changes = items.flatMap((item) => (item.kind === 'change' ? item : (item.changed ?? [])));
      const state = changes.at(-1);
      return state ? [{ from: at, state }] : [];
    }),
  ];
}

/** At each time, the state by what had happened by then. */
const occurred = ({ id }: OpenLane, ticks: readonly Tick[], stateBy: NonNullable<LayoutOptions['stateBy']>): Start[] =>
  ticks.map(({ from, item }) => ({ from, state: stateBy(id, spanOf(item, 'occurred')?.to) }));

/** Spans from where they begin; those that follow each other in the same state are one. */
function joined(starts: readonly Start[], columns: number): Span[] {
  const spans: { from: number; to: number; state: StatusView | undefined }[] = [];
  for (const { from, state } of starts) {
    const last = spans.at(-1);
    const isSame = last?.state?.status === state?.status && last?.state?.rating === state?.rating;
    if (last && isSame) continue;
    if (last) last.to = from;
    spans.push({ from, to: columns, state });
  }
  return spans.filter(({ from, to }) => to > from);
}
