import type { ComponentChildren } from 'preact';
import { useWords } from '../view.js';
import type { OriginEdge, OriginGraph, OriginNode } from './graph.js';
import { SourceLink, type SourceProps } from './source-link.js';
import { natureText, relationText } from './texts.js';

interface OriginTableProps extends SourceProps {
  readonly graph: OriginGraph;
  /** What else to offer for a node. */
  readonly action?: (node: OriginNode) => ComponentChildren;
}

/** The graph as a table: each node, what it relies on, and what kind of origin it is. */
export function OriginTable({ graph, action, ...links }: OriginTableProps) {
  const words = useWords();
  const nodes = new Map(graph.nodes.map((node) => [node.key, node]));
  const cited = new Map<string, OriginEdge[]>(graph.nodes.map(({ key }) => [key, []]));
  for (const edge of graph.edges) cited.get(edge.from)?.push(edge);
  return (
    <div class="wide-table" role="region" aria-label={words.text('origins.table')} tabIndex={0}>
      <table class="origins-table">
        <thead>
          <tr>
            <th scope="col">{words.text('origins.who')}</th>
            <th scope="col">{words.text('origins.onWhom')}</th>
            <th scope="col">{words.text('origins.nature')}</th>
            {action && (
              <th scope="col" class="control">
                {words.text('origins.whatIf')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {graph.nodes.map((node) => (
            <tr key={node.key}>
              <th scope="row">
                <SourceLink node={node} {...links} />
              </th>
              <td>
                {(cited.get(node.key) ?? []).map((edge, index) => {
                  const target = nodes.get(edge.to);
                  return (
                    target && (
                      <div key={index}>
                        <span>{relationText(edge, words)}</span> <SourceLink node={target} {...links} />
                      </div>
                    )
                  );
                })}
              </td>
              <td>{natureText(node, words)}</td>
              {action && <td class="control">{action(node)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
