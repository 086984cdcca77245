import { useMemo } from 'preact/hooks';
import { shortened } from '../shortened.js';
import { useView, useWords } from '../view.js';
import type { OriginGraph } from './graph.js';
import { type Arrow, BOX, type Box, laidOut } from './layout.js';
import { type SourceProps, useSourceHref } from './source-link.js';
import { markText, natureText, relationText, whatText, whoText } from './texts.js';

type Along = (x: number) => number;

/** Boxes that are links, and arrows from each of them to what it cites, with the verb on them. */
export function Drawing({ graph, names, isShown }: SourceProps & { readonly graph: OriginGraph }) {
  const { words } = useView();
  const hrefOf = useSourceHref(isShown ? { isShown } : {});
  const { width, height, boxes, arrows } = useMemo(
    () => laidOut(graph, (edge) => relationText(edge, words).length * LETTER + 8),
    [graph, words],
  );
  const x: Along = words.direction === 'rtl' ? (at) => width - at : (at) => at;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      class={width <= MAX_SHRUNK ? 'fits' : ''}
      width={width}
      height={height}
      role="group"
      aria-label={words.text('origins.drawing')}
    >
      {arrows.map((arrow, index) => (
        <ArrowMark key={index} arrow={arrow} x={x} text={relationText(arrow.edge, words)} />
      ))}
      {boxes.map((box) => (
        <BoxMark
          key={box.node.key}
          box={box}
          x={x}
          href={hrefOf(box.node)}
          who={whoText(box.node, names, words)}
          what={whatText(box.node, words)}
          nature={natureText(box.node, words)}
          mark={markText(box.node, words)}
        />
      ))}
    </svg>
  );
}

interface BoxMarkProps {
  readonly box: Box;
  readonly x: Along;
  readonly href: string;
  readonly who: string;
  readonly what: string;
  /** What kind of origin it is, or that it is left out, at length and in short; undefined for others. */
  readonly nature: string | undefined;
  readonly mark: string | undefined;
}

function BoxMark({ box: { node, ...at }, x, href, who, what, nature, mark }: BoxMarkProps) {
  const [left, top] = [x(at.x) - BOX.width / 2, at.y - BOX.height / 2];
  const semicolon = useWords().text('frame.semicolon');
  const label = [`${who}: ${what}`, ...(nature === undefined ? [] : [nature])].join(semicolon);
  return (
    <a
      class={['source-box', node.type, node.nature ?? '', node.isLeftOut ? 'left-out' : ''].filter(Boolean).join(' ')}
      href={href}
    >
      <rect x={left} y={top} width={BOX.width} height={BOX.height} rx={4}>
        <title>{label}</title>
      </rect>
      <text class="who" text-anchor="middle" x={x(at.x)} y={top + (mark === undefined ? 25 : 18)}>
        {shortened(who, MAX_LETTERS)}
      </text>
      <text text-anchor="middle" x={x(at.x)} y={top + (mark === undefined ? 42 : 33)}>
        {what}
      </text>
      {mark !== undefined && (
        <text class="nature-mark" text-anchor="middle" x={x(at.x)} y={top + 50}>
          {mark}
        </text>
      )}
    </a>
  );
}

function ArrowMark({
  arrow: { points, label },
  x,
  text,
}: {
  readonly arrow: Arrow;
  readonly x: Along;
  readonly text: string;
}) {
  const placed = points.map((point) => ({ x: x(point.x), y: point.y }));
  const [end, before] = [placed.at(-1), placed.at(-2)];
  if (!end || !before) return null;
  return (
    <g class="source-arrow">
      <path class="shaft" d={curveThrough(placed)} />
      <path class="head" d={headAt(end, before)} />
      <text text-anchor="middle" x={x(label.x)} y={label.y + 4}>
        {text}
      </text>
    </g>
  );
}

type At = Readonly<Record<'x' | 'y', number>>;

/** Straight ends, and bends that touch the middles between the points. */
function curveThrough([first, ...rest]: readonly At[]): string {
  if (!first) return '';
  const bends = rest.map((point, index) => {
    const next = rest[index + 1];
    if (!next) return `L${at(point)}`;
    return `Q${at(point)} ${at({ x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 })}`;
  });
  return `M${at(first)} ${bends.join(' ')}`;
}

function headAt(end: At, before: At): string {
  const angle = Math.atan2(end.y - before.y, end.x - before.x);
  const corner = (turn: number): At => ({
    x: end.x - HEAD * Math.cos(angle + turn),
    y: end.y - HEAD * Math.sin(angle + turn),
  });
  return `M${at(end)} L${at(corner(0.4))} L${at(corner(-0.4))} Z`;
}

const at = ({ x, y }: At): string => `${x.toFixed(1)},${y.toFixed(1)}`;

/** What is hardly wider than the page is made smaller; what is wider scrolls. */
const MAX_SHRUNK = 900;
const HEAD = 9;
/** The width of a letter of the labels, about. */
const LETTER = 5.8;
/** What fits into a box, in Latin letters. */
const MAX_LETTERS = 17;
