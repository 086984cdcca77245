import { Bar, bearingOf, Point } from '../../../components/acts/act-shapes.js';
import type { ActTexts } from '../../../components/acts/act-texts.js';
import type { Names } from '../../../api/names.js';
import { entryPath } from '../../../components/links.js';
import { useView } from '../../../components/view.js';
import type { TimelineItem } from '../../../../narratives/narrative-timeline.queries.js';
import type { Mark } from './layout.js';
import type { Axis } from './steps.js';
import { actOf } from './story.js';
import { stepAnchor } from './turns.js';

interface LaneMarkProps {
  readonly mark: Mark;
  readonly x: number;
  readonly y: number;
  readonly texts: ActTexts;
  readonly isLater: boolean;
  /** 1 if time runs to the right. */
  readonly forward: 1 | -1;
  readonly axis: Axis;
  /** The claim that it is on, unless the lane says so. */
  readonly claim: string | undefined;
  readonly names: Names;
}

/** An act that leads to its entry; folded ones, as their number, to the list below. */
export function LaneMark({ mark, x, y, texts, isLater, forward, axis, claim, names }: LaneMarkProps) {
  const view = useView();
  const [item, ...more] = mark.items;
  if (more.length > 0) {
    const text = view.words.text('story.lesser', { count: mark.items.length });
    return (
      <a class="act other folded" href={`#${stepAnchor(item)}`} aria-label={text}>
        <title>{text}</title>
        <circle class="mark-shape" cx={x} cy={y} r={8} />
        <text text-anchor="middle" x={x} y={y + 4}>
          {mark.items.length}
        </text>
      </a>
    );
  }
  const act = actOf(item);
  const bearing = bearingOf(act.type);
  const what = texts.label(act, item.recordedAt);
  const label = claim === undefined ? what : `${what}. ${names.claims[claim] ?? claim}`;
  const vague = axis === 'occurred' ? vagueness(item) : undefined;
  const kind = ['act', bearing, isLater ? 'later' : '', act.voided ? 'voided' : '', mark.isLesser ? 'lesser' : ''];
  const shape = (
    <>
      <title>{label}</title>
      {vague ? (
        <Bar from={x - 11 * forward} to={x + 11 * forward} y={y} {...vague} />
      ) : (
        <Point at={x} y={y} bearing={bearing} />
      )}
    </>
  );
  const className = kind.filter((each) => each !== '').join(' ');
  if (item.kind === 'change') return <g class={className}>{shape}</g>;
  return (
    <a class={className} href={view.href(entryPath(item.entry))} aria-label={label}>
      {shape}
    </a>
  );
}

const DAY = 24 * 3_600_000;

/** Where the time is open, if it isn't known to the day; undefined also if nothing is known of it. */
function vagueness(item: TimelineItem) {
  const occurred = item.kind === 'entry' ? item.occurred : undefined;
  if (!occurred) return undefined;
  const { from, to } = occurred;
  if (from !== undefined && to !== undefined && Date.parse(to) - Date.parse(from) <= DAY) return undefined;
  return { openStart: from === undefined, openEnd: to === undefined };
}
