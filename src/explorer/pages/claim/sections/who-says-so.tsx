import { path } from '../../../api/path.js';
import { named } from '../../../api/named.js';
import type { Names } from '../../../api/names.js';
import { ActorLink, ActorLinks, DocumentLink, EntryLink } from '../../../components/links.js';
import { EntryNameLink } from '../../../components/entry-name.js';
import { OriginGraphDrawing } from '../../../components/origins/origin-graph.js';
import { OriginSentence } from '../../../components/origins/sentence.js';
import { useView, useWords } from '../../../components/view.js';
import { entryTypeKey, noEffectKey, originKey, reasonKey } from '../../../words/vocabulary.js';
import type { ClaimData } from '../load.js';
import type { SourceNode } from '../sources.js';
import { isDeciding } from './deciding.js';
import { Section } from './section.js';
import { isShown } from './shown.js';

/** Who says so, on whose word: origins, and below each what cites it. */
export function WhoSaysSo({ data }: { readonly data: ClaimData }) {
  const view = useView();
  const { words } = view;
  const { roots, circles, omitted } = data.sources;
  return (
    <Section id="sources" title={words.text('claim.who')}>
      {roots.length + circles.length === 0 ? (
        <p>{words.text('claim.whoNone')}</p>
      ) : (
        <>
          <OriginSentence verification={data.claim.verification} />
          <OriginGraphDrawing graph={data.graph} names={data.names} isShown={isShown(data)} />
          <p class="meta">{words.text('claim.whoHint')}</p>
        </>
      )}
      <SourceList nodes={roots} data={data} />
      {circles.length > 0 && (
        <>
          <h3>{words.text('claim.circle')}</h3>
          <SourceList nodes={circles} data={data} />
        </>
      )}
      {omitted > 0 && <p>{words.text('claim.more', { count: omitted })}</p>}
      {data.graph.omitted > 0 && <p>{words.text('origins.omitted', { count: data.graph.omitted })}</p>}
      <p class="further">
        <a href={view.href(path`/claims/${data.claim.id}/origins`)}>{words.text('origins.whole')}</a>
      </p>
    </Section>
  );
}

function SourceList({ nodes, data }: { readonly nodes: readonly SourceNode[]; readonly data: ClaimData }) {
  if (nodes.length === 0) return null;
  return (
    <ul class="tree">
      {nodes.map((node) => (
        <li key={`${node.what.type} ${node.what.id}`}>
          <Source node={node} data={data} />
          <SourceList nodes={node.below} data={data} />
        </li>
      ))}
    </ul>
  );
}

function Source({ node: { what, nature, isLeftOut }, data }: { readonly node: SourceNode; readonly data: ClaimData }) {
  const words = useWords();
  const ineffective = data.claim.verification.withoutEffect.find(({ entry }) => entry === what.id);
  return (
    <span class="source">
      {what.type === 'entry' ? (
        <>
          <ActorLinks actors={named(data.names.actors, what.by)} />{' '}
          <EntryLink entry={what.id} shown={isShown(data)(what.id)}>
            {words.text(entryTypeKey(what.event))}
          </EntryLink>
        </>
      ) : (
        <OtherSource what={what} names={data.names} />
      )}
      {ineffective && (
        <span class="nature">
          {words.text(noEffectKey(isDeciding(data, what.id)), { reason: words.text(reasonKey(ineffective.reason)) })}
        </span>
      )}
      {isLeftOut && <span class="nature">{words.text('origins.leftOut')}</span>}
      {nature !== undefined && <span class="nature">{words.text(originKey(nature))}</span>}
    </span>
  );
}

interface OtherSourceProps {
  readonly what: Exclude<SourceNode['what'], { readonly type: 'entry' }>;
  readonly names: Names;
}

/** A source that has no entry on this claim. */
function OtherSource({ what, names }: OtherSourceProps) {
  const words = useWords();
  if (what.type === 'document') return <DocumentLink id={what.id} name={what.name} />;
  if (what.type === 'other-claim') {
    return (
      <>
        <EntryNameLink entry={what.id} names={names} /> <span class="meta">{words.text('claim.otherClaim')}</span>
      </>
    );
  }
  return (
    <>
      <ActorLink id={what.id} name={what.name} /> <span class="meta">{words.text('claim.withoutEntry')}</span>
    </>
  );
}
