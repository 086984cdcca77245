import { StateSpan } from '../../../components/acts/state-span.js';
import type { ActTexts } from '../../../components/acts/act-texts.js';
import { labelled } from '../../../components/acts/labelled.js';
import { instantText, occurredText } from '../../../components/time.js';
import { useView } from '../../../components/view.js';
import type { View } from '../../../components/view.js';
import { durationText } from '../duration-text.js';
import type { NarrativeData } from '../load.js';
import { StoryArrows } from './arrows.js';
import { LaneLabel } from './lane-label.js';
import { LaneMark } from './lane-mark.js';
import { type Place, placesIn } from './places.js';
import type { Span, Tick } from './layout.js';
import type { Story } from './story.js';

interface LanesProps {
  readonly data: NarrativeData;
  readonly story: Story;
  readonly texts: ActTexts;
}

/** A lane for each claim with the band of its state, or for each actor, and the acts on it in the order of the axis. */
export function Lanes({ data, story, texts }: LanesProps) {
  const view = useView();
  const { words } = view;
  const { layout } = story;
  const place = placesIn(story, words.direction);
  const { x } = place;
  return (
    <svg
      class={`lanes of-${data.options.lanes}${place.width <= MAX_SHRUNK ? ' fits' : ''}`}
      viewBox={`0 0 ${place.width} ${place.height}`}
      width={place.width}
      height={place.height}
      role="group"
      aria-label={words.text(`story.drawing.${data.options.axis}`)}
    >
      {data.options.axis === 'occurred' &&
        layout.ticks.slice(1).map(({ from }) => <Line key={from} at={x(from - 0.5)} place={place} />)}
      {layout.breaks.map(({ at, quiet }) => (
        <g key={at} class="quiet">
          <path d={zigzag(x(at), 26, place.height - 4)} />
          <text text-anchor="middle" x={x(at)} y={14}>
            {durationText(quiet, words)}
          </text>
        </g>
      ))}
      <Ticks data={data} story={story} place={place} texts={texts} />
      {layout.lanes.map((lane, index) => {
        const y = place.y(index);
        const ends = lane.marks.map(({ at }) => at);
        return (
          <g key={lane.id} class="lane">
            <line class="lane-rule" x1={place.start} x2={place.end} y1={y + place.lane / 2} y2={y + place.lane / 2} />
            {lane.spans.length === 0 && ends.length > 0 && (
              <line class="thread" x1={x(Math.min(...ends))} x2={x(Math.max(...ends))} y1={y} y2={y} />
            )}
            {lane.spans.map((span) => (
              <Band key={span.from} span={span} y={y} place={place} texts={texts} />
            ))}
            <LaneLabel data={data} lane={lane} y={y} place={place} texts={texts} />
          </g>
        );
      })}
      <StoryArrows story={story} data={data} place={place} />
      {layout.lanes.map(({ id, marks }, index) =>
        marks.map((mark) => (
          <LaneMark
            key={`${id} ${mark.at}`}
            mark={mark}
            x={x(mark.at)}
            y={place.y(index)}
            texts={texts}
            isLater={isLater(mark.items[0], view)}
            forward={words.direction === 'rtl' ? -1 : 1}
            axis={data.options.axis}
            claim={data.options.lanes === 'actors' ? mark.items[0].claim : undefined}
            names={data.names}
          />
        )),
      )}
    </svg>
  );
}

const BAND = 10;
/** What is hardly wider than the page is made smaller; what is wider scrolls. */
const MAX_SHRUNK = 1_060;

/** Whether it happened after the page's moment in the world. */
function isLater(item: NarrativeData['items'][number], { settings: { validAt } }: View): boolean {
  if (validAt === undefined || item.kind === 'change') return false;
  const from = item.occurred?.from;
  const end = validAt.length > 'YYYY-MM-DD'.length ? validAt : `${validAt}T23:59:59.999Z`;
  return from !== undefined && Date.parse(from) > Date.parse(end);
}

function Line({ at, place }: { readonly at: number; readonly place: Place }) {
  return <line class="apart" x1={at} x2={at} y1={22} y2={place.height - 4} />;
}

function Band({
  span: { from, to, state },
  y,
  place,
  texts,
}: {
  span: Span;
  y: number;
  place: Place;
  texts: ActTexts;
}) {
  const { words } = useView();
  const [start, end] = [place.edge(from), to >= place.columns ? place.bandEnd : place.edge(to)];
  if (state === undefined) return <line class="unknown" x1={start} x2={end} y1={y} y2={y} />;
  const text = texts.status(state);
  return (
    <StateSpan
      from={start}
      to={end}
      y={y - BAND / 2}
      height={BAND}
      state={state}
      text={text}
      textY={y - BAND / 2 - 4}
      title={words.text('story.state', { status: text })}
    />
  );
}

/** When: the first and the last time, and others as far as there is room. */
function Ticks({ data, story, place, texts }: LanesProps & { readonly place: Place }) {
  const { words, timeZone } = useView();
  const { ticks } = story.layout;
  const isOneDay = data.options.axis === 'recorded' && new Set(ticks.map(({ item }) => dayOf(item))).size === 1;
  const textOf = ({ item }: Tick): string => {
    if (data.options.axis === 'occurred' && item.kind === 'entry') return texts.occurred(item);
    return isOneDay ? instantText(item.recordedAt, words, timeZone) : occurredText(dayOf(item), words, timeZone);
  };
  const placed = ticks.map((tick) => ({ at: (tick.from + tick.to) / 2 / place.columns, text: textOf(tick) }));
  // A day is written once.
  const different = placed.filter(({ text }, index) => text !== placed[index - 1]?.text);
  return labelled(different, 130 / place.track).map(({ at, text }) => (
    <text key={at} class="tick" text-anchor="middle" x={place.inside(place.x(at * place.columns))} y={20}>
      {text}
    </text>
  ));
}

const dayOf = ({ recordedAt }: NarrativeData['items'][number]): string => recordedAt.slice(0, 'YYYY-MM-DD'.length);

function zigzag(x: number, from: number, to: number): string {
  const steps = Math.max(1, Math.round((to - from) / 8));
  const points = Array.from({ length: steps }, (_, index) => `l${index % 2 === 0 ? 4 : -4},8`);
  return `M${x - 2},${from} ${points.join(' ')}`;
}
