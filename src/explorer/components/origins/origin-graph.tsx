import { useLaterWhereWide } from '../../browser/later.js';
import { useWords } from '../view.js';
import type { OriginGraph } from './graph.js';
import type { SourceProps } from './source-link.js';

/** The layout is a large package, so it is loaded when a page that draws a graph is on the screen. */
const load = () => import('./drawing.js');

/** The graph as a drawing. Without script, or where it has no room, the table is there. */
export function OriginGraphDrawing({ graph, ...links }: SourceProps & { readonly graph: OriginGraph }) {
  const words = useWords();
  const drawing = useLaterWhereWide(load);
  if (graph.nodes.length === 0) return null;
  // The scrolling area is a place for the keyboard. Its content comes after the page has been taken over.
  return (
    <div class="origin-graph" role="region" aria-label={words.text('origins.drawing')} tabIndex={0} data-later="true">
      {drawing && (
        <>
          {graph.edges.length > 0 && <p class="meta">{words.text('origins.arrows')}</p>}
          <drawing.Drawing graph={graph} {...links} />
        </>
      )}
    </div>
  );
}
