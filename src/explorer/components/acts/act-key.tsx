import { useWords } from '../view.js';
import { Point } from './act-shapes.js';

/** What the marks of acts in a drawing mean. */
export function ActKey() {
  const words = useWords();
  return (
    <>
      {(['for', 'against', 'other'] as const).map((bearing) => (
        <span key={bearing} class={`act ${bearing}`}>
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <Point at={8} y={8} bearing={bearing} />
          </svg>
          {words.text(`timeline.${bearing}Mark`)}
        </span>
      ))}
    </>
  );
}
