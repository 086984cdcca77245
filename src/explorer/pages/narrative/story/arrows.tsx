import { entryPath } from '../../../components/links.js';
import { useView } from '../../../components/view.js';
import { relationKey } from '../../../words/vocabulary.js';
import type { NarrativeData } from '../load.js';
import type { Place } from './places.js';
import type { Story, StoryArrow } from './story.js';

interface ArrowsProps {
  readonly story: Story;
  readonly data: NarrativeData;
  readonly place: Place;
}

/** What is left free before a mark, and the length of a head. */
const FREE = 9;
const HEAD = 7;

/** Links from claim to claim, or citations from actor to actor, each a link to the entry that says so. */
export function StoryArrows({ story: { arrows, layout }, data, place }: ArrowsProps) {
  const view = useView();
  const rows = new Map(layout.lanes.map(({ id }, index) => [id, index]));
  const aside = arrows.filter(({ at }) => at === undefined);
  return (
    <>
      {arrows.map((arrow) => {
        const [from, to] = [rows.get(arrow.from) ?? 0, rows.get(arrow.to) ?? 0];
        const x = arrow.at === undefined ? place.linkX(aside.indexOf(arrow)) : place.x(arrow.at);
        const down = to > from ? 1 : -1;
        const [start, end] = [place.y(from) + FREE * down, place.y(to) - FREE * down];
        const { title, relation } = textsOf(arrow, data, view);
        return (
          <a
            key={`${arrow.entry} ${arrow.from} ${arrow.to}`}
            class="story-arrow"
            href={view.href(entryPath(arrow.entry))}
            aria-label={title}
          >
            <title>{title}</title>
            <path class="shaft" d={`M${x},${start} L${x},${end - HEAD * down}`} />
            <path class="head" d={`M${x},${end} l-4,${-HEAD * down} l8,0 Z`} />
            {arrow.at !== undefined && (
              <text x={x + (view.words.direction === 'rtl' ? -6 : 6)} y={place.y(from) + (place.lane / 2) * down + 4}>
                {relation}
              </text>
            )}
          </a>
        );
      })}
    </>
  );
}

function textsOf({ from, to, relation }: StoryArrow, { names }: NarrativeData, { words }: ReturnType<typeof useView>) {
  if (relation === undefined) {
    const [who, whom] = [names.actors[from] ?? from, names.actors[to] ?? to];
    const relation = words.text('origins.relation.credits');
    return { title: words.text('story.cites', { who, relation, whom }), relation };
  }
  const text = words.text(relationKey(relation, 'to'));
  const title = words.text('story.link', {
    claim: names.claims[from] ?? from,
    relation: text,
    other: names.claims[to] ?? to,
  });
  return { title, relation: text };
}
