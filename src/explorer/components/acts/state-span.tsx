import type { StatusView } from '../../../claims/queries/views.js';
import { leaningOf } from '../status.js';

interface StateSpanProps {
  /** Its ends, of which either may be the left one. */
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly height: number;
  readonly state: StatusView;
  /** The state in a word or two, which is written where it fits; else a sign repeats what the colour says. */
  readonly text: string;
  /** The line of the text, if that is above the band: then it begins where the band does, as in a line of text. */
  readonly textY?: number;
  /** What a pointer that rests on it shows. */
  readonly title: string;
}

/** A part of a band of states. */
export function StateSpan({ from, to, y, height, state, text, textY, title }: StateSpanProps) {
  const [left, width] = [Math.min(from, to), Math.abs(to - from)];
  const leaning = leaningOf(state.status, state.rating);
  return (
    <g class={`state-span ${leaning}`}>
      <title>{title}</title>
      <rect x={left + 0.5} y={y} width={Math.max(1, width - 1)} height={height} />
      <text
        {...(textY === undefined
          ? { 'text-anchor': 'middle', x: left + width / 2 }
          : { x: from + Math.sign(to - from) })}
        y={textY ?? y + height / 2 + 4}
      >
        {width > text.length * 7.5 + 12 ? text : width > 12 ? SIGNS[leaning] : ''}
      </text>
    </g>
  );
}

const SIGNS = { for: '✓', against: '✕', mixed: '≷', waiting: '…', none: '○' } as const;
