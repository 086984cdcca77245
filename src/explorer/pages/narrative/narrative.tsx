import { ClaimList } from '../../components/claim-list.js';
import { DataLinks } from '../../components/data-links.js';
import { Foreign } from '../../components/links.js';
import { useView } from '../../components/view.js';
import type { NarrativeData } from './load.js';

/** A narrative, with its claims as they are at the page's moment. */
export function NarrativePage({ data }: { readonly data: NarrativeData }) {
  const view = useView();
  const { words } = view;
  const { id, title, summary, size, claims, json } = data;
  return (
    <article class="noun">
      <p class="kicker">{words.text('narrative.kicker')}</p>
      <h1>
        <Foreign>{title}</Foreign>
      </h1>
      {summary !== undefined && (
        <p class="summary">
          <Foreign>{summary}</Foreign>
        </p>
      )}
      <section aria-labelledby="claims">
        <h2 id="claims">{words.text('narrative.claims', { count: size })}</h2>
        <p class="meta">
          {claims.length < size && words.text('narrative.first', { count: claims.length })}{' '}
          <a href={view.href('/claims', { narrative: id })}>{words.text('narrative.all')}</a>
        </p>
        <ClaimList claims={claims} />
      </section>
      <DataLinks json={json} />
    </article>
  );
}
