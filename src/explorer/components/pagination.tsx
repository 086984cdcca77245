import type { Parameters } from '../moment/settings.js';
import { useView } from './view.js';

interface PaginationProps {
  /** The parameters of this list, without those of the page. */
  readonly parameters: Parameters;
  /** What leads to the next page, if there is one. */
  readonly next?: Parameters | undefined;
  readonly isFirst: boolean;
}

/** The first and the next page of a list. Lists are paged by cursors, so there is no number of pages. */
export function Pagination({ parameters, next, isFirst }: PaginationProps) {
  const view = useView();
  const { words, path } = view;
  if (isFirst && next === undefined) return null;
  return (
    <nav class="pagination" aria-label={words.text('frame.pages')}>
      {!isFirst && <a href={view.href(path, parameters)}>{words.text('frame.first')}</a>}
      {next !== undefined && (
        <a rel="next" href={view.href(path, { ...parameters, ...next })}>
          {words.text('frame.next')}
        </a>
      )}
    </nav>
  );
}
