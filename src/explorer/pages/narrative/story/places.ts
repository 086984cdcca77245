import type { Story } from './story.js';

/** Sizes in the drawing's own units: pixels, where it isn't made smaller. */
const LABEL = 258;
const STATE = 128;
const TRACK = 630;
const MIN_COLUMN = 11.5;
const LANE = 50;
const TOP = 32;
const GAP = 14;
/** Between links that have no place on the axis. */
const LINK = 8;
const MAX_LINKS = 8;

/** Where things are: from the left, or from the right in languages that are written so. */
export interface Place {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly track: number;
  /** The height of a lane. */
  readonly lane: number;
  /** The ends of the drawing, of bands, and where labels and states begin. */
  readonly start: number;
  readonly end: number;
  readonly bandEnd: number;
  readonly label: number;
  readonly state: number;
  /** The middle of a column, and its first edge. */
  readonly x: (column: number) => number;
  readonly edge: (column: number) => number;
  /** Of a link that has no place on the axis. */
  readonly linkX: (index: number) => number;
  /** The middle of a lane. */
  readonly y: (lane: number) => number;
  /** As near as a text of a time can be to the ends. */
  readonly inside: (x: number) => number;
}

export function placesIn({ layout, arrows }: Story, direction: 'ltr' | 'rtl'): Place {
  const aside = Math.min(MAX_LINKS, arrows.filter(({ at }) => at === undefined).length);
  const columns = Math.max(1, layout.columns);
  const track = Math.max(TRACK - aside * LINK, columns * MIN_COLUMN);
  const column = track / columns;
  const start = LABEL + GAP + aside * LINK;
  const width = start + track + GAP + STATE;
  const along = direction === 'rtl' ? (at: number) => width - at : (at: number) => at;
  const [low, high] = [start + 50, start + track - 30];
  return {
    width,
    height: TOP + layout.lanes.length * LANE + 4,
    columns,
    track,
    lane: LANE,
    start: along(0),
    end: along(width),
    bandEnd: along(start + track),
    label: along(0),
    state: along(start + track + GAP),
    x: (at) => along(start + (at + 0.5) * column),
    edge: (at) => along(start + at * column),
    linkX: (index) => along(LABEL + GAP / 2 + (index % MAX_LINKS) * LINK),
    y: (lane) => TOP + (lane + 0.5) * LANE,
    inside: (x) => (direction === 'rtl' ? width - clamped(width - x, low, high) : clamped(x, low, high)),
  };
}

const clamped = (at: number, low: number, high: number): number => Math.min(Math.max(at, low), high);
