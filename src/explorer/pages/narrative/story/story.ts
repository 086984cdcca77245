import type { StatusView } from '../../../../claims/queries/views.js';
import type { TimelineItem } from '../../../../narratives/narrative-timeline.queries.js';
import type { Relation } from '../../../../domain/vocabulary.js';
import { claimOf, fullRef } from '../../../api/entries.js';
import type { TimedAct } from '../../../components/acts/timed-act.js';
import type { NarrativeData, StoryClaim } from '../load.js';
import { laidOut, type Layout, type Mark } from './layout.js';
import { type Step, stepsOf } from './steps.js';

/** From a claim to the one to which it is linked; or from who cites to who is cited. */
export interface StoryArrow {
  /** The lanes. */
  readonly from: string;
  readonly to: string;
  /** The column; undefined for links on an axis on which they have no place. */
  readonly at: number | undefined;
  readonly entry: string;
  /** Of a link. */
  readonly relation?: Relation;
}

/** A narrative's timeline, as it is drawn and as it is written. */
export interface Story {
  readonly steps: readonly Step[];
  readonly layout: Layout;
  readonly arrows: readonly StoryArrow[];
  /** How many items have no lane: those of the record, which aren't acts of anybody. */
  readonly withoutLane: number;
}

/** More lanes would not be read. */
const MAX_LANES = 40;

export function storyOf(data: NarrativeData): Story {
  const { items, options } = data;
  const { axis, lanes } = options;
  const ofActors = lanes === 'actors';
  const drawn = ofActors ? items.filter((item) => makersOf(item).length > 0) : items;
  const steps = stepsOf(items, axis, options);
  const layout = laidOut(ofActors ? stepsOf(drawn, axis, options) : steps, {
    axis,
    most: MAX_LANES,
    ...(ofActors ? { lanesOf: makersOf } : { lanesOf: ({ claim }) => [claim], stateBy: stateFinder(data) }),
  });
  const arrows = ofActors ? citations(layout, data) : links(layout, data);
  const has = new Set(layout.lanes.map(({ id }) => id));
  return {
    steps,
    layout,
    arrows: arrows.filter(({ from, to }) => from !== to && has.has(from) && has.has(to)),
    withoutLane: items.length - drawn.length,
  };
}

/** A claim that the timeline names. */
export const claimIn = ({ claims, others }: NarrativeData, id: string): StoryClaim | undefined =>
  claims.find((claim) => claim.id === id) ?? others.find((claim) => claim.id === id);

/** The form in which acts are put into words. */
export const actOf = (item: TimelineItem): TimedAct =>
  item.kind === 'change'
    ? { cause: item.cause }
    : {
        cause: { entry: item.entry },
        type: item.type,
        ...(item.occurred && { occurred: item.occurred }),
        ...(item.voided && { voided: true }),
      };

export const makersOf = (item: TimelineItem): readonly string[] =>
  item.kind === 'entry' && 'by' in item.data ? item.data.by : [];

function stateFinder({ claims, others, statesBy }: NarrativeData) {
  const now = new Map([...claims, ...others].map((claim) => [claim.id, claim]));
  return (claim: string, time: number | undefined): StatusView | undefined => {
    if (time === undefined) return now.get(claim);
    return statesBy?.findLast(({ by }) => Date.parse(by) <= time)?.states[claim];
  };
}

const marksOf = ({ lanes }: Layout): Mark[] => lanes.flatMap(({ marks }) => marks);

function links(layout: Layout, { items, links: elsewhere }: NarrativeData): StoryArrow[] {
  const places = new Map(marksOf(layout).flatMap(({ items: each, at }) => each.map((item) => [item, at] as const)));
  const placed = items.filter((item) => item.kind === 'entry' && item.type === 'ClaimLinked' && !item.voided);
  return [...placed, ...elsewhere].flatMap((item) => {
    if (!('data' in item) || !('relation' in item.data)) return [];
    const { data, entry, claim } = item;
    const at = places.get(item as TimelineItem);
    return [{ from: claim, to: data.other, at, entry, relation: data.relation }];
  });
}

/** At the act that cites, to the lanes of those whom it cites. */
function citations(layout: Layout, { names }: NarrativeData): StoryArrow[] {
  const known = new Set<string>();
  return layout.lanes.flatMap(({ id: from, marks }) =>
    marks.flatMap(({ items, at }) =>
      items.flatMap((item) => {
        if (item.kind === 'change' || !('by' in item.data)) return [];
        const { entry, data } = item;
        const cited = (data.cites ?? []).flatMap((each) => {
          if ('actor' in each) return each.actor;
          return 'entry' in each ? (names.speakers[fullRef(claimOf(entry), each.entry)] ?? []) : [];
        });
        return cited.flatMap((to) => {
          const key = `${from} ${to} ${at}`;
          if (known.has(key)) return [];
          known.add(key);
          return [{ from, to, at, entry }];
        });
      }),
    ),
  );
}
