import { DataLinks } from '../../components/data-links.js';
import { ClaimLink, Foreign } from '../../components/links.js';
import { OriginGraphDrawing } from '../../components/origins/origin-graph.js';
import { OriginTable } from '../../components/origins/origin-table.js';
import { OriginSentence } from '../../components/origins/sentence.js';
import { whoText } from '../../components/origins/texts.js';
import { useView } from '../../components/view.js';
import { exclusionOf } from './exclusions.js';
import type { OriginsData } from './load.js';
import { WhatIf } from './what-if.js';

/** Everything that a claim rests on, and what would fall without it. */
export function OriginsPage({ data }: { readonly data: OriginsData }) {
  const view = useView();
  const { words } = view;
  const { claim, without, after, graph, names, json } = data;
  return (
    <article class="origins-page">
      <header>
        <h1>{words.text('whatif.pageTitle')}</h1>
        <p class="claim-text">
          <ClaimLink id={claim.id}>
            <Foreign language={claim.language}>{claim.text}</Foreign>
          </ClaimLink>
        </p>
      </header>
      <WhatIf data={data} />
      <section class="section" aria-labelledby="graph-title">
        <h2 id="graph-title">{words.text(without.length > 0 ? 'whatif.graphWithout' : 'whatif.graph')}</h2>
        <OriginSentence verification={after} />
        <OriginGraphDrawing graph={graph} names={names} />
        {graph.omitted > 0 && <p class="notice">{words.text('origins.omitted', { count: graph.omitted })}</p>}
        <OriginTable
          graph={graph}
          names={names}
          action={(node) => {
            const exclusion = node.isLeftOut ? undefined : exclusionOf(node);
            return (
              exclusion !== undefined && (
                <a
                  href={view.href(view.path, { without: [...without, exclusion] })}
                  aria-label={words.text('whatif.leaveOutLabel', { who: whoText(node, names, words) })}
                >
                  {words.text('whatif.leaveOut')}
                </a>
              )
            );
          }}
        />
      </section>
      <DataLinks json={json} />
    </article>
  );
}
