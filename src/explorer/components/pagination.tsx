import type { Parameters } from '../moment/settings.js';
import { useView } from './view.js';

interface PaginationProps {
  /** The parameters of this list, without those of the page. */
  readonly parameters: Parameters;
  /** What leads to the next page, if there is one. */
  readonly next?: Parameters | undefined;
  readonly isFirst: boolean;
  /** What has these pages, if a page has two lists. */
  readonly label?: string;
  /** The element with which the list begins, if the page begins with something else. */
  readonly anchor?: string;
}

/** The first and the next page of a list. Lists are paged by cursors, so there is no number of pages. */
export function Pagination({ parameters, next, isFirst, label, anchor }: PaginationProps) {
  const view = useView();
  const { words, path } = view;
  if (isFirst && next === undefined) return null;
  const to = (list: Parameters) => view.href(path, list) + (anchor === undefined ? '' : `#${anchor}`);
  return (
    <nav class="pagination" aria-label={label ?? words.text('frame.pages')}>
      {!isFirst && <a href={to(parameters)}>{words.text('frame.first')}</a>}
      {next !== undefined && (
        <a rel="next" href={to({ ...parameters, ...next })}>
          {words.text('frame.next')}
        </a>
      )}
    </nav>
  );
}
