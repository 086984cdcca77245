import type { Names } from '../../api/names.js';
import { anchorOf, entryPath } from '../links.js';
import { path } from '../../api/path.js';
import { useView } from '../view.js';
import type { OriginNode } from './graph.js';
import { whatText, whoText } from './texts.js';

export interface SourceProps {
  readonly names: Names;
  /** Whether the page shows an entry, so that its link stays on the page. */
  readonly isShown?: (entry: string) => boolean;
}

/** Where a node leads: to the entry, the actor or the document. */
export function useSourceHref({ isShown }: Pick<SourceProps, 'isShown'>): (node: OriginNode) => string {
  const view = useView();
  return ({ type, id }) => {
    if (type === 'actor') return view.href(path`/actors/${id}`);
    if (type === 'document') return view.href(path`/documents/${id}`);
    return type === 'entry' && isShown?.(id) === true ? `#${anchorOf(id)}` : view.href(entryPath(id));
  };
}

/** A node as a link: "TASS (reported)". */
export function SourceLink({ node, names, isShown }: SourceProps & { readonly node: OriginNode }) {
  const { words } = useView();
  const hrefOf = useSourceHref(isShown ? { isShown } : {});
  return (
    <span>
      <a href={hrefOf(node)} dir="auto">
        {whoText(node, names, words)}
      </a>{' '}
      <span class="meta">{whatText(node, words)}</span>
    </span>
  );
}
