import type { Status } from '../../domain/vocabulary.js';
import { leaningOf } from './status.js';

/** The shares of the states as one bar. It repeats what a list next to it says, so it has no text of its own. */
export function StateBar({ states }: { readonly states: readonly (readonly [Status, number])[] }) {
  const total = states.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return null;
  let from = 0;
  const parts = states.map(([status, count]) => {
    const width = (count / total) * 1000;
    from += width;
    return { status, x: from - width, width };
  });
  return (
    <svg class="state-bar" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true">
      {parts.map(({ status, x, width }) => (
        <rect
          key={status}
          class={`fills-${leaningOf(status)}`}
          x={x.toFixed(1)}
          width={Math.max(width - 2, 2).toFixed(1)}
          height="12"
        />
      ))}
    </svg>
  );
}
