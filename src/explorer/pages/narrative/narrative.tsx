import { path } from '../../api/path.js';
import { JustRecorded } from '../../browser/just-recorded.js';
import { Actions } from '../../components/actions.js';
import { ClaimList } from '../../components/claim-list.js';
import { DataLinks } from '../../components/data-links.js';
import { Foreign } from '../../components/links.js';
import { LiveBar } from '../../components/live-bar.js';
import { Pagination } from '../../components/pagination.js';
import { StatusBadge } from '../../components/status.js';
import { useView } from '../../components/view.js';
import type { NarrativeData } from './load.js';
import { parametersOf, StorySection } from './story/story-section.js';

const AMENDING = { type: 'NarrativeAmended' };

/** A narrative: what became of its claims, drawn as lanes and in words, and the claims as they are at the page's moment. */
export function NarrativePage({ data }: { readonly data: NarrativeData }) {
  const view = useView();
  const { words } = view;
  const { id, title, summary, size, claims, after, nextClaim, options, cursor, json, timeline } = data;
  const isFirst = after === undefined;
  return (
    <article class="narrative">
      <JustRecorded page={path`/narratives/${id}`} />
      <div class="noun">
        <p class="kicker">{words.text('narrative.kicker')}</p>
        <h1>
          <Foreign>{title}</Foreign>
        </h1>
        {summary !== undefined && (
          <p class="summary">
            <Foreign>{summary}</Foreign>
          </p>
        )}
      </div>
      <States data={data} />
      <StorySection data={data} />
      <section class="noun" aria-labelledby="claims">
        <h2 id="claims">{words.text('narrative.claims', { count: size })}</h2>
        <p class="meta">
          {isFirst && nextClaim !== undefined && words.text('narrative.first', { count: claims.length })}{' '}
          <a href={view.href('/claims', { narrative: id })}>{words.text('narrative.all')}</a>
        </p>
        <Actions
          actions={[
            { text: 'change.addClaim', path: `/narratives/${id}/change` },
            { text: 'change.type.NarrativeAmended', path: `/narratives/${id}/change`, parameters: AMENDING },
          ]}
        />
        <ClaimList claims={claims} />
        <Pagination
          label={words.text('narrative.pages')}
          anchor="claims"
          parameters={{ ...parametersOf(options), cursor }}
          isFirst={isFirst}
          {...(nextClaim !== undefined && { next: { after: nextClaim } })}
        />
      </section>
      <LiveBar events={`/v1/events?narrative=${id}`} shown={data} />
      <DataLinks json={json} csv={`${timeline}&format=csv`} />
    </article>
  );
}

/** How many claims are in which state, each with a link to them. */
function States({ data: { id, states } }: { readonly data: NarrativeData }) {
  const view = useView();
  if (states.length === 0) return null;
  return (
    <ul class="inline narrative-states">
      {states.map(([status, count]) => (
        <li key={status}>
          <a href={view.href('/claims', { narrative: id, status })}>
            {view.words.number(count)} <StatusBadge status={status} />
          </a>
        </li>
      ))}
    </ul>
  );
}
