import { labelled } from '../../../components/acts/labelled.js';
import { StateSpan } from '../../../components/acts/state-span.js';
import type { TimedAct } from '../../../components/acts/timed-act.js';
import { anchorOf, entryPath } from '../../../components/links.js';
import { occurredText } from '../../../components/time.js';
import { useView } from '../../../components/view.js';
import { ActMark, type Mark } from './act-mark.js';
import { type OccurredRail, occurredRail } from './occurred-scale.js';
import type { ClaimTime, Stop } from './stops.js';
import type { TimeTexts } from './time-texts.js';

interface RailsProps {
  readonly time: ClaimTime;
  readonly texts: TimeTexts;
  /** Whether the page shows an entry, so that its link stays on the page. */
  readonly isShown: (entry: string) => boolean;
}

/** The size of the drawing, in its own units: about pixels on a wide screen. */
const WIDTH = 768;
/** Half of a slider's handle, so that it is below the stop that it chooses. */
const PAD = 8;
const LANE = 15;
const TOP = 30;
const BETWEEN = 74;
const BAND = 24;
/** How wide the place for undated acts is, and how many stand next to each other there. */
const UNDATED = 132;
const UNDATED_COLUMNS = 8;
const MAX_STACK = 5;
/** Where more acts are drawn, the line of each appears when one points at it. */
const MAX_LINES = 40;

/** What the drawing is made of, measured. */
interface Layout {
  readonly occurred: OccurredRail;
  /** The width of the upper rail, without the place for undated acts. */
  readonly width: number;
  readonly upperY: number;
  readonly lowerY: number;
  readonly height: number;
  readonly xOfStop: (stop: number) => number;
}

function layoutOf({ stops }: ClaimTime): Layout {
  const occurred = occurredRail(stops);
  const rows = Math.max(occurred.lanes, Math.ceil(occurred.undated.length / UNDATED_COLUMNS), 1);
  const stack = Math.min(MAX_STACK, Math.max(...stops.map(({ acts }) => acts.length)));
  const upperY = TOP + rows * LANE;
  const lowerY = upperY + BETWEEN + stack * LANE;
  return {
    occurred,
    width: WIDTH - (occurred.undated.length > 0 ? UNDATED : 0),
    upperY,
    lowerY,
    height: lowerY + BAND + 18,
    xOfStop: (stop) => PAD + ((WIDTH - 2 * PAD) * stop) / Math.max(1, stops.length - 1),
  };
}

/**
 * Two rails: above, when acts happened; below, when they were recorded, in the order of the slider, with the states.
 * Each act is one link that is drawn on both, with a line between.
 */
export function Rails({ time, texts, isShown }: RailsProps) {
  const view = useView();
  const { words } = view;
  const layout = layoutOf(time);
  const { occurred, upperY, lowerY, height, width } = layout;
  const x = words.direction === 'rtl' ? (at: number) => WIDTH - at : (at: number) => at;
  const tops = new Map<TimedAct, Mark>();
  occurred.placed.forEach((each) => {
    const [from, to] = [x(each.from * width), x(each.to * width)];
    tops.set(each.act, { from, to, y: upperY - 8 - each.lane * LANE, open: each });
  });
  occurred.undated.forEach(({ act }, index) => {
    const at = x(width + 20 + (index % UNDATED_COLUMNS) * 14);
    tops.set(act, { from: at, to: at, y: upperY - 8 - Math.floor(index / UNDATED_COLUMNS) * LANE });
  });
  return (
    <svg
      class={tops.size > MAX_LINES ? 'rails dense' : 'rails'}
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="group"
      aria-label={words.text('timeline.drawing')}
    >
      <text class="rail-name" x={x(0)} y={14}>
        {words.text('timeline.happened')}
      </text>
      <line class="rail" x1={x(0)} x2={x(width - 8)} y1={upperY} y2={upperY} />
      {occurred.undated.length > 0 && (
        <>
          <line class="rail undated-rail" x1={x(width + 12)} x2={x(WIDTH)} y1={upperY} y2={upperY} />
          <text class="tick" x={x(width + 12)} y={upperY + 15}>
            {words.text('timeline.undated')}
          </text>
        </>
      )}
      {labelled(occurred.ticks, 0.17).map((tick) => (
        <text key={tick.time} class="tick" text-anchor="middle" x={x(inside(tick.at * width, width))} y={upperY + 15}>
          {occurredText(tick.time.slice(0, 'YYYY-MM-DD'.length), words, view.timeZone)}
        </text>
      ))}
      <ShownMark x={x(layout.xOfStop(time.shown))} from={upperY + 26} to={height - 16} />
      <Band time={time} layout={layout} texts={texts} x={x} />
      <line class="rail" x1={x(0)} x2={x(WIDTH)} y1={lowerY} y2={lowerY} />
      {time.stops.map((stop, index) =>
        stop.acts.map((act, place) => (
          <ActMark
            key={`${stop.index} ${place}`}
            act={act}
            upper={tops.get(act)}
            lower={{ at: x(layout.xOfStop(index)), y: lowerY - 8 - Math.min(place, MAX_STACK - 1) * LANE }}
            isLater={index > time.shown}
            label={texts.label(act, stop.recordedAt)}
            href={hrefOf(act)}
          />
        )),
      )}
      <text class="rail-name" x={x(0)} y={height - 2}>
        {words.text('timeline.recorded')}
      </text>
    </svg>
  );

  function hrefOf({ cause }: TimedAct): string | undefined {
    if (!('entry' in cause)) return undefined;
    return isShown(cause.entry) ? `#${anchorOf(cause.entry)}` : view.href(entryPath(cause.entry));
  }
}

/** A date's text stays within the drawing. */
const inside = (at: number, width: number): number => Math.min(Math.max(at, 58), width - 58);

function ShownMark({ x, from, to }: { readonly x: number; readonly from: number; readonly to: number }) {
  return <line class="shown-mark" x1={x} x2={x} y1={from} y2={to} />;
}

/** The states, each over the stops at which it holds. */
function Band({
  time,
  layout,
  texts,
  x,
}: {
  time: ClaimTime;
  layout: Layout;
  texts: TimeTexts;
  x: (at: number) => number;
}) {
  const { stops } = time;
  const half = (WIDTH - 2 * PAD) / Math.max(1, stops.length - 1) / 2;
  return (
    <>
      {spansOf(stops).map(({ first, last, stop }) => {
        const from = first === 0 ? 0 : layout.xOfStop(first) - half;
        const to = last === stops.length - 1 ? WIDTH : layout.xOfStop(last) + half;
        const text = texts.status(stop);
        return (
          <StateSpan
            key={stop.index}
            from={x(from)}
            to={x(to)}
            y={layout.lowerY + 2}
            height={BAND - 4}
            state={stop}
            text={text}
            title={texts.statusFrom(stop)}
          />
        );
      })}
    </>
  );
}

/** Stops that follow each other in the same state. */
function spansOf(stops: readonly Stop[]): { first: number; last: number; stop: Stop }[] {
  const spans: { first: number; last: number; stop: Stop }[] = [];
  stops.forEach((stop, index) => {
    const span = spans.at(-1);
    const isSame = span?.stop.status === stop.status && span.stop.rating === stop.rating;
    if (isSame) span.last = index;
    else spans.push({ first: index, last: index, stop });
  });
  return spans;
}
