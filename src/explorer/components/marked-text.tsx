import type { SearchMatch } from '../../claims/queries/views.js';

/** A text with what a search found in it marked. */
export function MarkedText({ text, marks }: Pick<SearchMatch, 'text' | 'marks'>) {
  let end = 0;
  const parts = marks.flatMap(([from, to], index) => {
    const before = text.slice(end, from);
    end = to;
    return [before, <mark key={index}>{text.slice(from, to)}</mark>];
  });
  return (
    <span dir="auto">
      {parts}
      {text.slice(end)}
    </span>
  );
}
