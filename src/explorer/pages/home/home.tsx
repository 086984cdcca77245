import type { ListedEntry } from '../../../claims/queries/views.js';
import type { Status } from '../../../domain/vocabulary.js';
import type { Names } from '../../api/names.js';
import { type Action, Actions } from '../../components/actions.js';
import { ClaimList } from '../../components/claim-list.js';
import { DataLinks } from '../../components/data-links.js';
import { EntryList } from '../../components/entry-list.js';
import { LiveBar } from '../../components/live-bar.js';
import { NarrativeList } from '../../components/narrative-list.js';
import { SearchForm } from '../../components/search-form.js';
import { StateBar } from '../../components/state-bar.js';
import { StatusBadge } from '../../components/status.js';
import { useView, useWords } from '../../components/view.js';
import { statusMeansKey } from '../../words/vocabulary.js';
import type { HomeData } from './load.js';

const RECORDING: readonly Action[] = [
  { text: 'record.start', path: '/record' },
  { text: 'register.title.claim', path: '/claims/new' },
];

export function HomeView({ data }: { readonly data: HomeData }) {
  const words = useWords();
  return (
    <div class="home">
      <div class="lead">
        <h1>{words.text('home.title')}</h1>
        <p>{words.text('home.lead')}</p>
        <SearchForm large />
        <Actions actions={RECORDING} />
      </div>
      <Decided queues={data.queues} />
      <States counts={data.counts} />
      <div class="columns">
        <Latest entries={data.latest} names={data.names} />
        <div>
          <NeedsALook queues={data.queues} />
          <Narratives narratives={data.narratives} />
        </div>
      </div>
      <About />
      <LiveBar events="/v1/events" shown={data} />
      <DataLinks json="/v1/claim-counts" csv="/v1/claims?format=csv" />
    </div>
  );
}

function States({ counts: { status, total, capped } }: Pick<HomeData, 'counts'>) {
  const view = useView();
  const { words } = view;
  const states = (Object.entries(status) as [Status, number][]).toSorted(([, a], [, b]) => b - a);
  return (
    <section class="states" aria-labelledby="states">
      <h2 id="states">{words.text('home.states')}</h2>
      <p class="meta">
        <a href={view.href('/claims')}>{words.text(capped ? 'home.capped' : 'home.total', { count: total })}</a>
      </p>
      <StateBar states={states} />
      <ul>
        {states.map(([each, count]) => (
          <li key={each}>
            <a href={view.href('/claims', { status: each })}>
              <span class="count">{words.number(count)}</span> <StatusBadge status={each} />
            </a>
            <span class="means">{words.text(statusMeansKey(each))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a newcomer understands at a glance: claims of which something is known, with the reason. */
function Decided({ queues }: Pick<HomeData, 'queues'>) {
  const view = useView();
  const { words } = view;
  const decided = queues.find(({ name }) => name === 'decided');
  if (!decided || decided.claims.length === 0) return null;
  return (
    <section class="decided" aria-labelledby="decided">
      <h2 id="decided">{words.text('home.queue.decided')}</h2>
      <ClaimList claims={decided.claims} />
      {decided.hasMore && (
        <p>
          <a href={view.href('/claims', { sort: 'since' })}>{words.text('home.bySince')}</a>
        </p>
      )}
    </section>
  );
}

function NeedsALook({ queues }: Pick<HomeData, 'queues'>) {
  const view = useView();
  const { words } = view;
  const filled = queues.filter(({ name, claims }) => name !== 'decided' && claims.length > 0);
  return (
    <section class="look" aria-labelledby="look">
      <h2 id="look">{words.text('home.look')}</h2>
      {filled.length === 0 && <p>{words.text('home.nothing')}</p>}
      {filled.map(({ name, query, claims, hasMore }) => (
        <div key={name}>
          <h3>{words.text(`home.queue.${name}`)}</h3>
          <ClaimList claims={claims} />
          {hasMore && (
            <p>
              <a href={view.href('/claims', query)}>{words.text('home.all')}</a>
            </p>
          )}
        </div>
      ))}
      <p>
        <a href={view.href('/circles')}>{words.text('reliance.circles')}</a>
      </p>
    </section>
  );
}

function Latest({ entries, names }: { readonly entries: readonly ListedEntry[]; readonly names: Names }) {
  const words = useWords();
  return (
    <section class="latest" aria-labelledby="latest">
      <h2 id="latest">{words.text('home.latest')}</h2>
      <p class="meta">{words.text(entries.length === 0 ? 'home.empty' : 'home.latestHint')}</p>
      <EntryList entries={entries} names={names} />
    </section>
  );
}

function Narratives({ narratives }: Pick<HomeData, 'narratives'>) {
  const view = useView();
  const { words } = view;
  if (narratives.length === 0) return null;
  return (
    <section class="narratives" aria-labelledby="narratives">
      <h2 id="narratives">{words.text('home.narratives')}</h2>
      <NarrativeList narratives={narratives} />
      <p>
        <a href={view.href('/narratives')}>{words.text('narrative.list')}</a>
      </p>
    </section>
  );
}

function About() {
  const words = useWords();
  return (
    <section class="about" aria-labelledby="about">
      <h2 id="about">{words.text('home.about')}</h2>
      <p>{words.text('home.aboutText')}</p>
      <p>{words.rich('home.aboutApi', { docs: (text) => <a href="/docs">{text}</a> })}</p>
    </section>
  );
}
